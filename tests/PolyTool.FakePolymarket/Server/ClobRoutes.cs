using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolyTool.FakePolymarket.World;

namespace PolyTool.FakePolymarket.Server;

/// <summary>The CLOB's price history: minute by minute, also of markets that closed long ago. A method answers null where the request is not valid (400).</summary>
internal static class ClobRoutes
{
    private const long LongestWindow = 15 * 86_400;
    private const int MostTokens = 20;

    public static object? Prices(FakeWorld world, HttpRequest request) =>
        long.TryParse(request.Query["startTs"], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
        && long.TryParse(request.Query["endTs"], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && end - start <= LongestWindow
            ? new { history = Points(world, request.Query["market"].ToString(), start, end, int.TryParse(request.Query["fidelity"], out var minutes) ? minutes : 1) }
            : null;

    public static async Task<object?> BatchAsync(FakeWorld world, HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted).ConfigureAwait(false);
        var root = body.RootElement;
        string[] tokens = [.. root.GetProperty("markets").EnumerateArray().Select(t => t.GetString()!)];
        var (start, end) = (root.GetProperty("start_ts").GetInt64(), root.GetProperty("end_ts").GetInt64());
        if (request.Method != "POST" || tokens.Length is 0 or > MostTokens || end - start > LongestWindow)
        {
            return null;
        }
        // In another order than they were asked for.
        return new
        {
            history = tokens.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .ToDictionary(t => t, t => Points(world, t, start, end, root.TryGetProperty("fidelity", out var minutes) ? minutes.GetInt32() : 1), StringComparer.Ordinal),
        };
    }

    private static List<object> Points(FakeWorld world, string token, long start, long end, int minutes)
    {
        var step = Math.Max(1, minutes) * 60;
        var last = -1_000_000_000L;
        var points = new List<object>();
        foreach (var (time, price) in world.PricesOf(token).Between(start, end))
        {
            if (time - last < step)
            {
                continue;
            }

            last = time;
            points.Add(new { t = time, p = price });
        }

        return points;
    }
}
