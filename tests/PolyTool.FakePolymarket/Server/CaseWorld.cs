using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PolyTool.FakePolymarket.Server;

/// <summary>
/// A little world as one JSON file says it: <c>positions</c> by status, <c>markets</c>, <c>prices</c> (Data API) and <c>clob</c> as lists of
/// [time, price] by token, <c>trades</c>, <c>resolutions</c>, <c>profiles</c>; <c>raw</c> and <c>status</c> stand in place of a route's answer or
/// its status, and <c>price_time_factor</c> multiplies the times of prices. What is in the file is served as it stands, whatever it is.
/// </summary>
/// <remarks>Takes a world; it can be changed until it is served.</remarks>
public sealed class CaseWorld(JsonObject world)
{
    private readonly JsonObject _world = world;

    /// <summary>Reads a world.</summary>
    public static CaseWorld Load(string path) => new(JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    /// <summary>The world, to be changed before it is served.</summary>
    public JsonObject Json => _world;

    /// <summary>A market by its place in the file.</summary>
    public JsonObject Market(int index) => _world["markets"]!.AsArray()[index]!.AsObject();

    /// <summary>A position by its status and place.</summary>
    public JsonObject Position(string status, int index) => _world["positions"]!.AsObject()[status]!.AsArray()[index]!.AsObject();

    /// <summary>The answer to a request; null for a route that is not there.</summary>
    public async Task<ServedAnswer?> AnswerAsync(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var status = _world["status"]?[path]?.GetValue<int>() ?? 200;
        if (_world["raw"]?[path] is { } raw)
        {
            var text = raw.GetValueKind() == System.Text.Json.JsonValueKind.String ? raw.GetValue<string>() : raw.ToJsonString();
            return new ServedAnswer(status, text.StartsWith('<') ? "text/html" : "application/json", text);
        }

        if (status != 200)
        {
            return new ServedAnswer(status, "text/html", "<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>Sorry, you have been blocked</body></html>");
        }

        var body = path switch
        {
            "/v2/positions" => Page(_world["positions"]?[request.Query["status"].FirstOrDefault() ?? "OPEN"]),
            "/v2/positions/combos" => Page(_world["combos"]),
            "/v2/trades" => Page(_world["trades"]),
            "/v2/resolutions" => Page(_world["resolutions"]),
            "/v2/user-stats" => new JsonObject { ["data"] = null },
            "/v2/prices-history" => DataPrices(request),
            "/prices-history" => new JsonObject { ["history"] = ClobPrices(request.Query["market"].ToString(), Time(request, "startTs"), Time(request, "endTs")) },
            "/batch-prices-history" => await BatchAsync(request).ConfigureAwait(false),
            "/markets" => Markets(request),
            "/public-search" => new JsonObject { ["profiles"] = _world["profiles"]?.DeepClone() ?? new JsonArray() },
            "/sports" => _world["sports"]?.DeepClone() ?? new JsonArray(),
            _ => null,
        };
        return body is null ? null : new ServedAnswer(200, "application/json", body.ToJsonString());
    }

    private static JsonObject Page(JsonNode? rows) => new()
    {
        ["data"] = rows?.DeepClone() ?? new JsonArray(),
        ["pagination"] = new JsonObject { ["limit"] = 1000, ["offset"] = 0, ["has_more"] = false, ["next_cursor"] = null },
    };

    private JsonArray Markets(HttpRequest request)
    {
        var conditions = request.Query["condition_ids"].ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tokens = request.Query["clob_token_ids"].ToHashSet(StringComparer.Ordinal);
        var closed = request.Query["closed"] == "true";
        bool Wanted(JsonNode? market) =>
            market is JsonObject row && IsTrue(row["closed"]) == closed
            && (conditions.Contains(row["conditionId"]?.ToString()) || tokens.Any(t => t is not null && (row["clobTokenIds"]?.ToJsonString() ?? "").Contains(t, StringComparison.Ordinal)));
        return [.. (_world["markets"]?.AsArray() ?? []).Where(Wanted).Select(m => m!.DeepClone())];
    }

    private static bool IsTrue(JsonNode? flag) => flag?.ToString() is "true" or "True" or "1" or "yes";

    private JsonObject DataPrices(HttpRequest request)
    {
        var points = Points("prices", request.Query["token_id"].ToString()).ToList();
        var at = Time(request, "as_of");
        var (start, end) = (Time(request, "start"), Time(request, "end"));
        var chosen = at is null
            ? points.Where(p => p.Time >= (start ?? 0) && p.Time < (end ?? long.MaxValue))
            : points.Where(p => p.Time <= at).TakeLast(1);
        var factor = _world["price_time_factor"]?.GetValue<long>() ?? 1;
        return Page(new JsonArray([.. chosen.Select(p => (JsonNode)new JsonObject { ["timestamp"] = p.Time * factor, ["price"] = p.Price, ["resolution_seconds"] = 60 })]));
    }

    private JsonArray ClobPrices(string token, long? start, long? end)
    {
        var factor = _world["price_time_factor"]?.GetValue<long>() ?? 1;
        return [.. Points("clob", token).Where(p => p.Time >= (start ?? 0) && p.Time <= (end ?? long.MaxValue)).Select(p => (JsonNode)new JsonObject { ["t"] = p.Time * factor, ["p"] = p.Price })];
    }

    private async Task<JsonObject?> BatchAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return null;
        }

        var asked = await JsonNode.ParseAsync(request.Body).ConfigureAwait(false);
        var (start, end) = (asked!["start_ts"]?.GetValue<long>(), asked["end_ts"]?.GetValue<long>());
        var history = new JsonObject();
        foreach (var token in asked["markets"]!.AsArray().Select(t => t!.GetValue<string>()))
        {
            history[token] = ClobPrices(token, start, end);
        }

        return new JsonObject { ["history"] = history };
    }

    private IEnumerable<(long Time, double Price)> Points(string source, string token) =>
        (_world[source]?[token] as JsonArray ?? []).Select(p => (p![0]!.GetValue<long>(), p[1]!.GetValue<double>())).OrderBy(p => p.Item1);

    private static long? Time(HttpRequest request, string name) =>
        long.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : null;
}

/// <summary>An answer as it goes out.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Body">Its text.</param>
public sealed record ServedAnswer(int Status, string ContentType, string Body);
