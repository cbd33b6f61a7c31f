namespace PolyTool.FakePolymarket.World;

/// <summary>
/// What is true of the sample world, for its board to find: in nba nine in ten first buys are of the side that rises from then to
/// the start (a true segment effect); one user picks so everywhere (skill); four wallets are one person's, who buys with each within
/// a minute; all else is noise.
/// </summary>
internal static class PlantedTruth
{
    /// <summary>The league in which everybody knows something.</summary>
    public const string League = "nba";

    /// <summary>How often the known side is taken.</summary>
    private const double Share = 0.9;

    /// <summary>The user who is good everywhere.</summary>
    private const int Skilled = 8;

    /// <summary>The first wallet of the person who has four.</summary>
    private const int Person = 20;

    private const int Wallets = 4;

    /// <summary>Which kind of market the n-th one is: the league comes three times as often as any other.</summary>
    public static MarketKind Kind(int number) => (number % 15) switch { 12 or 14 => MarketKind.All[0], 13 => MarketKind.All[1], var kind => MarketKind.All[kind] };

    /// <summary>Fewest positions of a user: one person's wallets need enough to be told.</summary>
    public static int Fewest(int user, WorldOptions options) => options.Planted && user == Person ? 20 : options.FewestPositions;

    /// <summary>The side that a user buys; null where the user knows nothing.</summary>
    public static int? Side(int user, Random random, TrueMarket truth, long entry)
    {
        if ((user != Skilled && !truth.Market.Slug.StartsWith(League + "-", StringComparison.Ordinal)) || !truth.Market.Closed || random.NextDouble() > Share)
        {
            return null;
        }

        double Later(int outcome) => truth.Market.Prices[outcome].AsOf(entry + 600)?.Price ?? truth.Closes[outcome];
        return truth.Closes[0] - Later(0) >= truth.Closes[1] - Later(1) ? 0 : 1;
    }

    /// <summary>Whether a wallet is another one of the person's.</summary>
    public static bool IsCopy(int user, WorldOptions options) => options.Planted && user is > Person and < Person + Wallets;

    /// <summary>What the person buys with another wallet: the same within a minute.</summary>
    public static List<FakePosition> Copy(FakeUser person, int user) =>
        [.. person.Positions.Where(static p => p.OwnFills is not null).Select(p => p with
        {
            FirstEntryAt = p.FirstEntryAt + Delay(user),
            LastEventAt = p.LastEventAt + Delay(user),
            OwnFills = [.. p.OwnFills!.Select(f => f with { Time = f.Time + Delay(user) })],
        })];

    /// <summary>The person's first wallet.</summary>
    public static FakeUser First(IReadOnlyList<FakeUser> users) => users[Person];

    private static int Delay(int user) => 15 * (user - Person);
}
