namespace PolyTool.Core.Polymarket.Api;

/// <summary>A route of a public service that a scan reads.</summary>
/// <param name="Host">The service.</param>
/// <param name="Path">The path, from the root.</param>
/// <param name="Group">The group whose limit it counts against.</param>
internal sealed record ApiRoute(ApiHost Host, string Path, RouteGroup Group)
{
    public static ApiRoute Search { get; } = new(ApiHost.Gamma, "/public-search", RouteGroup.GammaSearch);

    public static ApiRoute Markets { get; } = new(ApiHost.Gamma, "/markets", RouteGroup.GammaMarkets);

    public static ApiRoute Sports { get; } = new(ApiHost.Gamma, "/sports", RouteGroup.GammaSports);

    public static ApiRoute Positions { get; } = new(ApiHost.Data, "/v2/positions", RouteGroup.DataPositions);

    public static ApiRoute Trades { get; } = new(ApiHost.Data, "/v2/trades", RouteGroup.DataTrades);

    public static ApiRoute Combos { get; } = new(ApiHost.Data, "/v2/positions/combos", RouteGroup.DataCombos);

    public static ApiRoute Resolutions { get; } = new(ApiHost.Data, "/v2/resolutions", RouteGroup.DataResolutions);

    public static ApiRoute UserStatistics { get; } = new(ApiHost.Data, "/v2/user-stats", RouteGroup.DataUserStatistics);

    public static ApiRoute Prices { get; } = new(ApiHost.Data, "/v2/prices-history", RouteGroup.DataPrices);

    public static ApiRoute ClobPrices { get; } = new(ApiHost.Clob, "/prices-history", RouteGroup.ClobPrices);

    /// <summary>Prices of several tokens in one window; the only route that is asked by POST.</summary>
    public static ApiRoute ClobBatchPrices { get; } = new(ApiHost.Clob, "/batch-prices-history", RouteGroup.ClobBatchPrices);

    public static IReadOnlyList<ApiRoute> All { get; } =
        [Search, Markets, Sports, Positions, Combos, Trades, Resolutions, UserStatistics, Prices, ClobPrices, ClobBatchPrices];

    /// <summary>The name in messages, request counts and cache keys: service and path, without an address, so that a cache can be replayed anywhere.</summary>
    public string Name => $"{Host.ToString().ToLowerInvariant()}{Path}";
}
