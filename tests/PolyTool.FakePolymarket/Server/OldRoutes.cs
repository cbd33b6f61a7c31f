using System.Globalization;
using Microsoft.AspNetCore.Http;
using PolyTool.FakePolymarket.World;

namespace PolyTool.FakePolymarket.Server;

/// <summary>Data API v1 and the CLOB's price history, with their clamps.</summary>
internal static class OldRoutes
{
    // Beyond this depth the service serves the last page again.
    private const int Depth = 10_000;

    public static object Positions(FakeWorld world, HttpRequest request) =>
        Page(world, request, p => p.Status != "CLOSED", 500, p => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["asset"] = p.Token,
            ["conditionId"] = p.Market.ConditionId,
            ["size"] = p.CurrentSize,
            ["avgPrice"] = p.AvgPrice,
            ["initialValue"] = p.CurrentSize * p.AvgPrice,
            ["totalBought"] = p.TotalSize,
            ["realizedPnl"] = p.RealizedPnl,
            ["redeemable"] = p.Status.StartsWith("REDEEMABLE", StringComparison.Ordinal),
            ["title"] = p.Market.Question,
            ["slug"] = p.Market.Slug,
            ["eventId"] = p.Market.EventId,
            ["eventSlug"] = p.Market.EventSlug,
            ["outcome"] = p.Market.Outcomes[p.Outcome],
            ["outcomeIndex"] = p.Outcome,
            ["endDate"] = p.Market.EndDate is { Length: >= 10 } end ? end[..10] : "",
        });

    public static object ClosedPositions(FakeWorld world, HttpRequest request) =>
        Page(world, request, p => p.Status == "CLOSED", 50, p => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["asset"] = p.Token,
            ["conditionId"] = p.Market.ConditionId,
            ["avgPrice"] = p.AvgPrice,
            ["totalBought"] = p.TotalSize,
            ["realizedPnl"] = p.RealizedPnl,
            ["title"] = p.Market.Question,
            ["slug"] = p.Market.Slug,
            ["eventSlug"] = p.Market.EventSlug,
            ["outcome"] = p.Market.Outcomes[p.Outcome],
            ["outcomeIndex"] = p.Outcome,
            ["endDate"] = p.Market.EndDate,
            ["timestamp"] = p.LastEventAt,
        });

    public static object Trades(FakeWorld world, HttpRequest request)
    {
        var user = world.Wallets.GetValueOrDefault(request.Query["user"].ToString());
        var markets = request.Query["market"].ToString().Split(',');
        return (user?.Positions ?? []).Where(p => p.AvgPrice > 0 && markets.Contains(p.Market.ConditionId, StringComparer.Ordinal))
            .Select(p => new { asset = p.Token, side = "BUY", size = p.TotalSize, price = p.AvgPrice + 1e-9, timestamp = p.FirstEntryAt })
            .ToList();
    }

    public static object? Prices(FakeWorld world, HttpRequest request)
    {
        if (!long.TryParse(request.Query["startTs"], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            || !long.TryParse(request.Query["endTs"], NumberStyles.None, CultureInfo.InvariantCulture, out var end))
            return null;
        var step = int.TryParse(request.Query["fidelity"], out var minutes) ? Math.Max(1, minutes) * 60 : 60;
        var last = -1_000_000_000L;
        var points = new List<object>();
        foreach (var (time, price) in world.PricesOf(request.Query["market"].ToString()).Between(start, end))
        {
            if (time - last < step)
                continue;
            last = time;
            points.Add(new { t = time, p = price });
        }

        return new { history = points };
    }

    private static List<Dictionary<string, object?>> Page(FakeWorld world, HttpRequest request, Func<FakePosition, bool> filter, int cap, Func<FakePosition, Dictionary<string, object?>> shape)
    {
        var user = world.Wallets.GetValueOrDefault(request.Query["user"].ToString());
        // A limit above the cap is clamped without a word.
        var limit = Math.Min(int.TryParse(request.Query["limit"], out var asked) ? asked : cap, cap);
        var offset = Math.Min(int.TryParse(request.Query["offset"], out var from) ? from : 0, Depth);
        return [.. (user?.Positions ?? []).Where(filter).Skip(offset).Take(limit).Select(shape)];
    }
}
