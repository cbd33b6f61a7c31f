using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>Calls each route that a scan reads once, and compares its answer with what the scan expects of it.</summary>
public static class ApiProbe
{
    /// <summary>Calls the routes one after the other; each answer gives the ids that the next ones are asked with.</summary>
    /// <param name="options">Addresses and time limits. Failures are tried again only once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static IAsyncEnumerable<ApiRouteTest> RunAsync(ApiClientOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(ApiClient.Shared(options with { Retries = 1 }), TimeProvider.System, cancellationToken);

    internal static async IAsyncEnumerable<ApiRouteTest> RunAsync(ApiClient client, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new ProbeIds();
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var route in Order)
        {
            if (Query(route, known, now) is { } query)
                yield return await CallAsync(client, route, query, known, cancellationToken).ConfigureAwait(false);
            else
                yield return Test(client, route, "Skipped") with { Error = "An earlier route gave no id to ask this one with." };
        }
    }

    // Markets need no id, and give those that the others need.
    private static IReadOnlyList<ApiRoute> Order { get; } =
    [
        ApiRoute.Markets, ApiRoute.Positions, ApiRoute.UserStatistics, ApiRoute.Search, ApiRoute.Trades, ApiRoute.Prices, ApiRoute.ClobPrices,
        ApiRoute.Resolutions, ApiRoute.OldPositions, ApiRoute.OldClosedPositions, ApiRoute.OldTrades,
    ];

    private static KeyValuePair<string, string>[]? Query(ApiRoute route, ProbeIds known, long now) => route switch
    {
        _ when route == ApiRoute.Markets => [ApiRequest.Term("limit", "1"), ApiRequest.Term("closed", "false"), ApiRequest.Term("include_tag", "true"), ApiRequest.Term("order", "volumeNum"), ApiRequest.Term("ascending", "false")],
        _ when route == ApiRoute.Positions && known.Condition is { } condition => [ApiRequest.Term("condition", condition), ApiRequest.Term("limit", "5")],
        _ when route == ApiRoute.Search && known.Name is { } name => [ApiRequest.Term("q", name), ApiRequest.Term("search_profiles", "true"), ApiRequest.Term("limit_per_type", "5")],
        _ when route == ApiRoute.Prices && known.Token is { } token => [ApiRequest.Term("token_id", token), ApiRequest.Term("as_of", $"{now}")],
        _ when route == ApiRoute.ClobPrices && known.Token is { } token =>
            [ApiRequest.Term("market", token), ApiRequest.Term("startTs", $"{now - 86_400}"), ApiRequest.Term("endTs", $"{now}"), ApiRequest.Term("fidelity", "60")],
        _ when route == ApiRoute.Resolutions && known.Condition is { } condition => [ApiRequest.Term("condition", condition)],
        _ when known.Wallet is { } wallet && (route == ApiRoute.UserStatistics || route == ApiRoute.Trades || route == ApiRoute.OldPositions || route == ApiRoute.OldClosedPositions || route == ApiRoute.OldTrades) =>
            [ApiRequest.Term("user", wallet), ApiRequest.Term("limit", "5")],
        _ => null,
    };

    private static async Task<ApiRouteTest> CallAsync(ApiClient client, ApiRoute route, KeyValuePair<string, string>[] query, ProbeIds known, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var answer = await client.GetAsync(new ApiRequest(route, query), static body => JsonDocument.Parse(body), cancellationToken).ConfigureAwait(false);
            using var document = answer.Value;
            var test = Test(client, route, "Ok") with { LatencyMilliseconds = Math.Round(watch.Elapsed.TotalMilliseconds, 1) };
            var shape = RouteShape.Of(route);
            var rows = Rows(document.RootElement, shape);
            if (rows is null)
                return test with { Status = "Different", Differences = [shape.Rows is null ? "the answer is no list" : $"{shape.Rows} is missing or no list"] };
            if (rows.Count == 0)
                return test with { Status = "Empty" };
            known.Learn(rows);
            string[] differences = [.. shape.Rules.Select(r => r.Check(rows[0])).OfType<string>()];
            return differences.Length == 0 ? test : test with { Status = "Different", Differences = differences };
        }
        catch (ApiException e)
        {
            return Test(client, route, "Failed") with { Error = e.Message, TraceId = e.TraceId };
        }
    }

    private static List<JsonElement>? Rows(JsonElement root, RouteShape shape)
    {
        if (shape.Rows == "")
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Null ? [] : [root];
        var list = root;
        if (shape.Rows is { } name && (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out list)))
            return null;
        // Lists hold nulls now and then.
        return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object)] : null;
    }

    private static ApiRouteTest Test(ApiClient client, ApiRoute route, string status) => new()
    {
        Route = route.Name,
        Status = status,
        PublishedLimit = route.Group.Limit,
        UsedLimit = (int)(route.Group.Limit * client.Options.LimitShare),
        Address = Credentials.Hide(client.Options.Addresses.Of(route.Host)),
    };
}

/// <summary>Ids that answers gave, for the questions after them.</summary>
internal sealed class ProbeIds
{
    public string? Condition { get; private set; }

    public string? Token { get; private set; }

    public string? Wallet { get; private set; }

    public string? Name { get; private set; }

    public void Learn(List<JsonElement> rows)
    {
        foreach (var row in rows)
        {
            Condition ??= Text(row, "conditionId") ?? Text(row, "condition_id");
            Token ??= Text(row, "token_id") ?? FirstToken(row);
            Wallet ??= Text(row, "proxy_wallet") ?? Text(row, "proxyWallet");
            Name ??= Text(row, "name");
        }
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? FirstToken(JsonElement row)
    {
        try
        {
            return JsonSerializer.Deserialize(row, GammaJson.Default.MarketRow)?.ClobTokenIds is { Count: > 0 } tokens ? tokens[0] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
