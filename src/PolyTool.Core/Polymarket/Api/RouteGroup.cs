namespace PolyTool.Core.Polymarket.Api;

/// <summary>Routes that share one published rate limit. The limit counts requests in any ten seconds.</summary>
/// <param name="Name">Name in messages and request counts.</param>
/// <param name="Limit">Published requests per ten seconds.</param>
internal sealed record RouteGroup(string Name, int Limit)
{
    public static RouteGroup GammaGeneral { get; } = new("gamma", 4000);

    public static RouteGroup GammaSearch { get; } = new("gamma-search", 350);

    public static RouteGroup GammaMarkets { get; } = new("gamma-markets", 300);

    public static RouteGroup DataGeneral { get; } = new("data", 1000);

    /// <summary>Positions, closed positions and their v2 form.</summary>
    public static RouteGroup DataPositions { get; } = new("data-positions", 150);

    public static RouteGroup DataTrades { get; } = new("data-trades", 200);

    /// <summary>Prices of v2. No limit of their own is published, so it is the host's; that they are told to wait holds nothing else back.</summary>
    public static RouteGroup DataPrices { get; } = new("data-prices", 1000);

    public static RouteGroup ClobGeneral { get; } = new("clob", 9000);

    public static RouteGroup ClobPrices { get; } = new("clob-prices", 1000);

    public static IReadOnlyList<RouteGroup> All { get; } =
        [GammaGeneral, GammaSearch, GammaMarkets, DataGeneral, DataPositions, DataTrades, DataPrices, ClobGeneral, ClobPrices];

    /// <summary>The limit that every request to a host counts against, beside its route's own.</summary>
    public static RouteGroup GeneralOf(ApiHost host) => host switch
    {
        ApiHost.Gamma => GammaGeneral,
        ApiHost.Data => DataGeneral,
        _ => ClobGeneral,
    };
}
