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
    private static readonly Dictionary<string, RouteGroup> s_table = Read();

    public static IReadOnlyCollection<RouteGroup> All => s_table.Values;

    /// <summary>A group of the table of limits.</summary>
    /// <param name="name">Its name there.</param>
    /// <exception cref="KeyNotFoundException">The table has no such group.</exception>
    public static RouteGroup Of(string name) => s_table[name];

    /// <summary>The limit that every request to a host counts against, beside its route's own.</summary>
    public static RouteGroup GeneralOf(ApiHost host) => Of(host switch
    {
        ApiHost.Gamma => "gamma",
        ApiHost.Data => "data",
        _ => "clob",
    });

    private static Dictionary<string, RouteGroup> Read() => JsonText.Parse(OwnResource.Read("limits.json"))["limits"]!.Items
        .Select(static g => new RouteGroup(
            g["group"]!.Text, g["limit"]!.AsCount!.Value, g["source"]!.Text, DateOnly.ParseExact(g["date"]!.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture)))
        .ToDictionary(static g => g.Name, StringComparer.Ordinal);
}
