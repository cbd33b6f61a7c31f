namespace PolyTool.Core.Polymarket.Api;

/// <summary>A route of a public service that a scan reads.</summary>
/// <param name="Host">The service.</param>
/// <param name="Path">The path, from the root.</param>
/// <param name="Group">The group whose limit it counts against.</param>
internal sealed record ApiRoute(ApiHost Host, string Path, RouteGroup Group)
{
    private ApiRoute(ApiHost host, string path, string group)
        : this(host, path, RouteGroup.Of(group))
    {
    }

    public static ApiRoute Search { get; } = new(ApiHost.Gamma, "/public-search", "gamma-search");

    public static ApiRoute Markets { get; } = new(ApiHost.Gamma, "/markets", "gamma-markets");

    public static ApiRoute Sports { get; } = new(ApiHost.Gamma, "/sports", "gamma-sports");

    public static ApiRoute Positions { get; } = new(ApiHost.Data, "/v2/positions", "data-positions");

    public static ApiRoute Trades { get; } = new(ApiHost.Data, "/v2/trades", "data-trades");

    public static ApiRoute Combos { get; } = new(ApiHost.Data, "/v2/positions/combos", "data-combos");

    public static ApiRoute Resolutions { get; } = new(ApiHost.Data, "/v2/resolutions", "data-resolutions");

    public static ApiRoute UserStatistics { get; } = new(ApiHost.Data, "/v2/user-stats", "data-user-stats");

    public static ApiRoute Prices { get; } = new(ApiHost.Data, "/v2/prices-history", "data-prices");

    public static ApiRoute ClobPrices { get; } = new(ApiHost.Clob, "/prices-history", "clob-prices");

    /// <summary>Prices of several tokens in one window; the only route that is asked by POST.</summary>
    public static ApiRoute ClobBatchPrices { get; } = new(ApiHost.Clob, "/batch-prices-history", "clob-batch-prices");

    public static IReadOnlyList<ApiRoute> All { get; } =
        [Search, Markets, Sports, Positions, Combos, Trades, Resolutions, UserStatistics, Prices, ClobPrices, ClobBatchPrices];

    /// <summary>The name in messages, request counts and cache keys: service and path, without an address, so that a cache can be replayed anywhere.</summary>
    public string Name => $"{Host.ToString().ToLowerInvariant()}{Path}";
}
