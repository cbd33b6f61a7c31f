using System.Globalization;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>What shares one rate limit: one route, or all of a service. The limit counts requests in any ten seconds.</summary>
/// <param name="Name">Name in the table of limits and in messages.</param>
/// <param name="Limit">Requests per ten seconds.</param>
/// <param name="Source">Where the limit is published; where it is not, what stands for it.</param>
/// <param name="Date">When that was read.</param>
internal sealed record RouteGroup(string Name, int Limit, string Source, DateOnly Date)
{
    // First, because the groups below are taken from it.
    private static readonly Dictionary<string, RouteGroup> s_table = Read();

    public static RouteGroup GammaGeneral { get; } = s_table["gamma"];

    public static RouteGroup GammaSearch { get; } = s_table["gamma-search"];

    public static RouteGroup GammaMarkets { get; } = s_table["gamma-markets"];

    public static RouteGroup GammaSports { get; } = s_table["gamma-sports"];

    public static RouteGroup DataGeneral { get; } = s_table["data"];

    public static RouteGroup DataPositions { get; } = s_table["data-positions"];

    public static RouteGroup DataCombos { get; } = s_table["data-combos"];

    public static RouteGroup DataTrades { get; } = s_table["data-trades"];

    public static RouteGroup DataPrices { get; } = s_table["data-prices"];

    public static RouteGroup DataResolutions { get; } = s_table["data-resolutions"];

    public static RouteGroup DataUserStatistics { get; } = s_table["data-user-stats"];

    public static RouteGroup ClobGeneral { get; } = s_table["clob"];

    public static RouteGroup ClobPrices { get; } = s_table["clob-prices"];

    public static RouteGroup ClobBatchPrices { get; } = s_table["clob-batch-prices"];

    public static IReadOnlyCollection<RouteGroup> All => s_table.Values;

    /// <summary>The limit that every request to a host counts against, beside its route's own.</summary>
    public static RouteGroup GeneralOf(ApiHost host) => host switch
    {
        ApiHost.Gamma => GammaGeneral,
        ApiHost.Data => DataGeneral,
        _ => ClobGeneral,
    };

    private static Dictionary<string, RouteGroup> Read() => JsonText.Parse(OwnResource.Read("limits.json"))["limits"]!.Items
        .Select(static g => new RouteGroup(
            g["group"]!.Text, g["limit"]!.AsCount!.Value, g["source"]!.Text, DateOnly.ParseExact(g["date"]!.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture)))
        .ToDictionary(static g => g.Name, StringComparer.Ordinal);
}
