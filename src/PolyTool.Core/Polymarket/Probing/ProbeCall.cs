using System.Text.Json;
using PolyTool.Core.Json;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>One question to a route.</summary>
/// <param name="Name">What it is about, beside the route; empty where the route has one question.</param>
/// <param name="Route">The route.</param>
/// <param name="Shape">What a scan reads of the answer.</param>
/// <param name="Ask">The request, from the ids that are known.</param>
/// <param name="Check">What else must hold of the answer's rows, given the request's ids and the present.</param>
internal sealed record ProbeCall(string Name, ApiRoute Route, RouteShape Shape, Func<ProbeIds, long, ApiRequest> Ask, Func<ProbeAnswer, IEnumerable<string>> Check)
{
    private const int Few = 5;
    private const int Day = 86_400;

    /// <summary>The questions, in order. The first one of each host needs no id of another host.</summary>
    public static IReadOnlyList<ProbeCall> All { get; } =
    [
        Get("open ones", ApiRoute.Markets, RouteShape.Markets, static (_, _) => [Limit, new("closed", "false"), new("include_tag", "true"), new("order", "volumeNum"), new("ascending", "false")],
            static a => [.. a.AtMost(Few), .. a.All("closed", "False"), .. a.SameCounts()]),
        Get("closed ones", ApiRoute.Markets, RouteShape.Markets, static (_, _) => [Limit, new("closed", "true"), new("include_tag", "true")],
            static a => [.. a.AtMost(Few), .. a.All("closed", "True"), .. a.SameCounts()]),
        Get("of everybody", ApiRoute.Trades, RouteShape.Trades, static (_, _) => [Limit], static a => [.. a.AtMost(Few), .. a.Paged()]),
        Get("by condition", ApiRoute.Markets, RouteShape.Markets, static (known, _) => [new("condition_ids", known.ClosedCondition), new("closed", "true"), new("include_tag", "true")],
            static a => [.. a.AtMost(1), .. a.All("conditionId", a.Known.ClosedCondition)]),
        Get("", ApiRoute.Sports, RouteShape.Sports, static (_, _) => [], static a => a.Rows.Count is > 0 and < 50 ? [$"{a.Rows.Count} leagues where some hundred were expected"] : []),
        Get("", ApiRoute.Search, RouteShape.Profiles, static (known, _) => [new("q", known.Name), new("search_profiles", "true"), new("limit_per_type", $"{Few}")], static a => a.AtMost(Few)),
        Get("of a market", ApiRoute.Positions, RouteShape.Positions, static (known, _) => [new("condition", known.Condition), Limit],
            static a => [.. a.AtMost(Few), .. a.Paged(), .. a.All("condition_id", a.Known.Condition)]),
        Get("of a user", ApiRoute.Positions, RouteShape.Positions, static (known, _) => [new("user", known.Wallet), new("status", "OPEN"), new("filter_amount", "0"), Limit, new("include_archived", "true"), new("sort_by", "TIMESTAMP")],
            static a => [.. a.AtMost(Few), .. a.Paged(), .. a.All("proxy_wallet", a.Known.Wallet)]),
        Get("of a user", ApiRoute.Trades, RouteShape.Trades, static (known, _) => [new("user", known.Wallet), new("start", "1"), new("taker_only", "false"), Limit],
            static a => [.. a.AtMost(Few), .. a.Paged(), .. a.All("proxy_wallet", a.Known.Wallet), .. a.Known.HasWallet && a.Rows.Count == 0 ? ["no fills of a user who has traded"] : (string[])[]]),
        Get("of a user", ApiRoute.Combos, RouteShape.Combos, static (known, _) => [new("user", known.Wallet), Limit], static a => [.. a.AtMost(Few), .. a.Paged()]),
        Get("", ApiRoute.UserStatistics, RouteShape.UserStatistics, static (known, _) => [new("user", known.Wallet)], static _ => []),
        Get("", ApiRoute.Resolutions, RouteShape.Resolutions, static (known, _) => [new("condition", known.ClosedCondition)], static a => a.All("condition_id", a.Known.ClosedCondition)),
        Get("as of", ApiRoute.Prices, RouteShape.Prices, static (known, now) => [new("token_id", known.Token), new("as_of", $"{now}")],
            static a => [.. a.AtMost(1), .. a.Between("timestamp", 0, a.Now)]),
        Get("window", ApiRoute.Prices, RouteShape.Prices, static (known, now) => [new("token_id", known.Token), new("start", $"{now - Day}"), new("end", $"{now}")],
            static a => a.Between("timestamp", a.Now - Day, a.Now)),
        Get("window", ApiRoute.ClobPrices, RouteShape.ClobPrices, static (known, now) => [new("market", known.Token), new("startTs", $"{now - Day}"), new("endTs", $"{now}"), new("fidelity", "1")],
            static a => a.Between("t", a.Now - Day, a.Now)),
        new("window", ApiRoute.ClobBatchPrices, RouteShape.ClobBatch, static (known, now) => ApiRequest.Post(ApiRoute.ClobBatchPrices, WindowsOf(known.Tokens, now - Day, now)), static a => a.Histories(a.Now - Day, a.Now)),
    ];

    private static byte[] WindowsOf(IReadOnlyList<string> tokens, long from, long to) => JsonSerializer.SerializeToUtf8Bytes(new WindowsRequest(tokens, from, to, 1), ClobJson.Default.WindowsRequest);

    private static KeyValuePair<string, string> Limit { get; } = new("limit", $"{Few}");

    private static ProbeCall Get(string name, ApiRoute route, RouteShape shape, Func<ProbeIds, long, KeyValuePair<string, string>[]> query, Func<ProbeAnswer, IEnumerable<string>> check) =>
        new(name, route, shape, (known, now) => new ApiRequest(route, query(known, now)), check);
}

/// <summary>An answer to a question, and what was asked.</summary>
/// <param name="Root">The answer.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Known">The ids with which it was asked.</param>
/// <param name="Now">The present, seconds since 1970.</param>
internal sealed record ProbeAnswer(JsonElement Root, IReadOnlyList<JsonElement> Rows, ProbeIds Known, long Now)
{
    // Clocks differ, and a price of this minute is named by its end now and then.
    private const int Grace = 300;

    /// <summary>No more rows than were asked for: a service that does not know a parameter ignores it.</summary>
    public IEnumerable<string> AtMost(int rows) => Rows.Count > rows ? [$"{Rows.Count} rows where {rows} at most were asked for: a limit or filter is ignored"] : [];

    /// <summary>A page says whether there is more, and how to go on.</summary>
    public IEnumerable<string> Paged()
    {
        if (!Root.TryGetProperty("pagination", out var page) || page.ValueKind != JsonValueKind.Object)
        {
            return ["pagination is missing"];
        }

        if (!page.TryGetProperty("has_more", out var more) || more.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return ["pagination.has_more is missing or no flag"];
        }

        var cursor = page.TryGetProperty("next_cursor", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        return more.ValueKind == JsonValueKind.True && string.IsNullOrEmpty(cursor) ? ["pagination.has_more is true and there is no next_cursor"] : [];
    }

    /// <summary>Every row that has the field has this value: a filter that is not known is ignored.</summary>
    public IEnumerable<string> All(string field, string value)
    {
        var other = Rows.Select(r => r.TryGetProperty(field, out var own) && own.ValueKind != JsonValueKind.Null ? own.ToString() : null).FirstOrDefault(own => own is not null && !string.Equals(own, value, StringComparison.OrdinalIgnoreCase));
        return other is null ? [] : [$"{field} is '{other}' where '{value}' was asked for: a filter is ignored"];
    }

    /// <summary>Every time lies in the window that was asked for.</summary>
    public IEnumerable<string> Between(string field, long from, long to)
    {
        var outside = Rows.Select(r => r.TryGetProperty(field, out var own) ? Sizes.Number(own) : null).FirstOrDefault(t => t is { } time && (time < from - Grace || time > to + Grace));
        return outside is null ? [] : [$"{field} is {outside}, outside of the window that was asked for ({from} to {to})"];
    }

    /// <summary>Every token that was asked for has a list of prices in the window.</summary>
    public IEnumerable<string> Histories(long from, long to)
    {
        if (!Root.TryGetProperty("history", out var history) || history.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        foreach (var token in Known.Tokens)
        {
            if (!history.TryGetProperty(token, out var points) || points.ValueKind != JsonValueKind.Array)
            {
                return [$"history lacks a token that was asked for ({token})"];
            }

            var rows = points.EnumerateArray().Where(p => p.ValueKind != JsonValueKind.Null).ToList();
            if (RouteShape.ClobPrices.Rules.Select(rule => rows.Select(rule.Check).FirstOrDefault(wrong => wrong is not null)).FirstOrDefault(wrong => wrong is not null) is { } different)
            {
                return [$"history.{different}"];
            }

            if ((this with { Rows = rows }).Between("t", from, to).FirstOrDefault() is { } outside)
            {
                return [$"history.{outside}"];
            }
        }

        return [];
    }

    /// <summary>A market has as many tokens and prices as outcomes, and prices from 0 to 1.</summary>
    public IEnumerable<string> SameCounts()
    {
        foreach (var row in Rows)
        {
            if (Answers.TryReadRow(System.Text.Encoding.UTF8.GetBytes(row.GetRawText()), GammaJson.Default.MarketRow) is not { Outcomes: { } outcomes } market)
            {
                continue;
            }

            if (outcomes.Count < 2)
            {
                return ["outcomes are fewer than two"];
            }

            if (market.ClobTokenIds is { } tokens && tokens.Count != outcomes.Count)
            {
                return [$"clobTokenIds are {tokens.Count} where there are {outcomes.Count} outcomes"];
            }

            if (market.ClobTokenIds?.FirstOrDefault(t => t.Length == 0 || !t.All(char.IsAsciiDigit)) is { } token)
            {
                return [$"clobTokenIds hold '{token}', which is no token id of digits"];
            }

            if (market.OutcomePrices is { } prices && prices.Count != outcomes.Count)
            {
                return [$"outcomePrices are {prices.Count} where there are {outcomes.Count} outcomes"];
            }

            if (market.OutcomePrices?.FirstOrDefault(p => DecimalText.Finite(p) is not (>= 0 and <= 1.001)) is { } wrong)
            {
                return [$"outcomePrices hold '{wrong}', which is no price from 0 to 1"];
            }
        }

        return [];
    }
}
