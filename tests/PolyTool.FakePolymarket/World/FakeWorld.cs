namespace PolyTool.FakePolymarket.World;

/// <summary>A user of the invented world.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="Positions">What the user holds and held.</param>
public sealed record FakeUser(string Name, string Wallet, IReadOnlyList<FakePosition> Positions);

/// <summary>All that the server answers from.</summary>
public sealed class FakeWorld
{
    private readonly Dictionary<string, PriceSeries> _series = new(StringComparer.Ordinal);

    public FakeWorld(IReadOnlyList<FakeUser> users, IReadOnlyList<FakeMarket> markets, long? now = null)
    {
        Users = users;
        Now = now;
        Markets = markets;
        Conditions = markets.ToDictionary(m => m.ConditionId, StringComparer.Ordinal);
        Wallets = users.ToDictionary(u => u.Wallet, StringComparer.Ordinal);
        foreach (var market in markets)
        {
            for (var i = 0; i < market.Tokens.Count; i++)
            {
                _series[market.Tokens[i]] = market.Prices[i];
            }
        }
    }

    /// <summary>The world's present, by which the Data API keeps prices of time spans only; null where it keeps all as they came.</summary>
    public long? Now { get; }

    public IReadOnlyList<FakeUser> Users { get; }

    public IReadOnlyList<FakeMarket> Markets { get; }

    public IReadOnlyDictionary<string, FakeMarket> Conditions { get; }

    public IReadOnlyDictionary<string, FakeUser> Wallets { get; }

    public PriceSeries PricesOf(string token) => _series.GetValueOrDefault(token) ?? PriceSeries.Empty;
}
