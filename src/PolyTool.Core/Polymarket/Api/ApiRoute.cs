namespace PolyTool.Core.Polymarket.Api;

/// <summary>A route of a public service that a scan reads.</summary>
/// <param name="Host">The service.</param>
/// <param name="Path">The path, from the root.</param>
/// <param name="Group">The group whose limit it counts against.</param>
internal sealed record ApiRoute(ApiHost Host, string Path, RouteGroup Group)
{
    public static ApiRoute Search { get; } = new(ApiHost.Gamma, "/public-search", RouteGroup.GammaSearch);

    public static ApiRoute Markets { get; } = new(ApiHost.Gamma, "/markets", RouteGroup.GammaMarkets);

    public static ApiRoute Sports { get; } = new(ApiHost.Gamma, "/sports", RouteGroup.GammaGeneral);

    public static ApiRoute Positions { get; } = new(ApiHost.Data, "/v2/positions", RouteGroup.DataPositions);

    public static ApiRoute OldPositions { get; } = new(ApiHost.Data, "/positions", RouteGroup.DataPositions);

    public static ApiRoute OldClosedPositions { get; } = new(ApiHost.Data, "/closed-positions", RouteGroup.DataPositions);

    public static ApiRoute Trades { get; } = new(ApiHost.Data, "/v2/trades", RouteGroup.DataTrades);

    public static ApiRoute OldTrades { get; } = new(ApiHost.Data, "/trades", RouteGroup.DataTrades);

    public static ApiRoute Resolutions { get; } = new(ApiHost.Data, "/v2/resolutions", RouteGroup.DataGeneral);

    public static ApiRoute UserStatistics { get; } = new(ApiHost.Data, "/v2/user-stats", RouteGroup.DataGeneral);

    public static ApiRoute Prices { get; } = new(ApiHost.Data, "/v2/prices-history", RouteGroup.DataPrices);

    public static ApiRoute ClobPrices { get; } = new(ApiHost.Clob, "/prices-history", RouteGroup.ClobPrices);

    public static IReadOnlyList<ApiRoute> All { get; } =
        [Search, Markets, Sports, Positions, OldPositions, OldClosedPositions, Trades, OldTrades, Resolutions, UserStatistics, Prices, ClobPrices];

    /// <summary>The name in messages, request counts and cache keys: service and path, without an address, so that a cache can be replayed anywhere.</summary>
    public string Name => $"{Host.ToString().ToLowerInvariant()}{Path}";
}
