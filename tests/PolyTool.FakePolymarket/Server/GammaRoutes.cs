using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolyTool.FakePolymarket.World;

namespace PolyTool.FakePolymarket.Server;

/// <summary>Profiles and markets.</summary>
internal static class GammaRoutes
{
    private const int Clamp = 100;

    public static object Search(FakeWorld world, HttpRequest request)
    {
        var text = request.Query["q"].ToString();
        var limit = int.TryParse(request.Query["limit_per_type"], out var wanted) ? wanted : 5;
        // A search finds parts of names; that is why the first hit means nothing.
        var hits = world.Users.Where(u => u.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || text.Contains(u.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        var profiles = hits.Take(limit)
            .Select(u => (object?)new { name = u.Name, pseudonym = "Quiet-Example", displayUsernamePublic = true, proxyWallet = u.Wallet })
            .ToList();
        if (profiles.Count > 1)
        {
            profiles.Insert(1, null);
        }

        return new { events = Array.Empty<object>(), profiles, pagination = new { hasMore = hits.Count > limit, totalResults = hits.Count } };
    }

    public static object Markets(FakeWorld world, HttpRequest request)
    {
        var wanted = request.Query["condition_ids"].Where(c => c is not null).Select(c => c!).ToList();
        var tokens = request.Query["clob_token_ids"].Where(t => t is not null).ToHashSet(StringComparer.Ordinal);
        var limit = Math.Min(int.TryParse(request.Query["limit"], out var asked) ? asked : 20, Clamp);
        var closed = string.Equals(request.Query["closed"], "true", StringComparison.OrdinalIgnoreCase);
        if (tokens.Count > 0)
        {
            return world.Markets.Where(m => m.Closed == closed && m.Tokens.Any(tokens.Contains)).Take(limit).Select(Row).ToList();
        }
        // An unknown filter is ignored, and then the oldest markets come.
        if (wanted.Count == 0)
        {
            return world.Markets.Where(m => !request.Query.ContainsKey("closed") || m.Closed == closed).Take(Math.Min(limit, 20)).Select(Row).ToList();
        }

        return wanted.Select(c => world.Conditions.GetValueOrDefault(c))
            .Where(m => m is not null && m.Closed == closed)
            .Take(limit)
            .Select(m => Row(m!))
            .ToList();
    }

    /// <summary>Leagues: those of the world, and as many others as make a list of the service's kind.</summary>
    public static object Sports() => MarketKind.All.Where(k => k.IsSports).Select(k => k.Slug).Concat(Enumerable.Range(1, 60).Select(n => $"league{n}"))
        .Select((code, i) => new { id = i + 1, sport = code, image = $"https://example.com/{code}.png", resolution = "https://example.com/", ordering = "home", tags = $"1,100639,{200_000 + i}", primaryTagId = 200_000 + i, series = $"{10_000 + i}" })
        .ToList();

    private static Dictionary<string, object?> Row(FakeMarket market)
    {
        var row = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["question"] = market.Question,
            ["conditionId"] = market.ConditionId,
            ["slug"] = market.Slug,
            ["outcomes"] = JsonSerializer.Serialize(market.Outcomes),
            ["outcomePrices"] = JsonSerializer.Serialize(market.OutcomePrices),
            ["clobTokenIds"] = JsonSerializer.Serialize(market.Tokens),
            ["volume"] = "1024.5",
            ["volumeNum"] = 1024.5,
            ["active"] = true,
            ["closed"] = market.Closed,
            ["events"] = new[] { Event(market) },
        };
        // Fields that a market does not have are absent, not null.
        Add(row, "gameStartTime", market.GameStartTime);
        Add(row, "eventStartTime", market.EventStartTime);
        Add(row, "endDate", market.EndDate);
        Add(row, "closedTime", market.ClosedTime);
        Add(row, "umaEndDate", market.UmaEndDate);
        Add(row, "sportsMarketType", market.SportsMarketType);
        if (market.Tags.Count > 0)
        {
            row["tags"] = market.Tags.Select((slug, i) => new { id = $"{i + 1}", slug, label = slug }).ToList();
        }

        return row;
    }

    private static Dictionary<string, object?> Event(FakeMarket market)
    {
        var row = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = market.EventId, ["slug"] = market.EventSlug, ["title"] = market.Question };
        Add(row, "startTime", market.OwnEventStartTime);
        // A number, unlike every other id.
        if (market.ParentEventId is { } parent)
        {
            row["parentEventId"] = long.Parse(parent, System.Globalization.CultureInfo.InvariantCulture);
        }

        return row;
    }

    private static void Add(Dictionary<string, object?> row, string name, string? value)
    {
        if (value is not null)
        {
            row[name] = value;
        }
    }
}
