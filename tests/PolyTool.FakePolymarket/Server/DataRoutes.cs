using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using PolyTool.FakePolymarket.World;

namespace PolyTool.FakePolymarket.Server;

/// <summary>Data API v2. A method answers null where the request is not valid (400).</summary>
internal static class DataRoutes
{
    public static object? Positions(FakeWorld world, HttpRequest request, int largestPage)
    {
        if (request.Query.ContainsKey("offset") || !(request.Query.ContainsKey("user") || request.Query.ContainsKey("condition")))
        {
            return null;
        }

        if (!request.Query.ContainsKey("user"))
        {
            var condition = request.Query["condition"].ToString();
            var holders = world.Users.SelectMany(u => u.Positions.Where(p => p.Market.ConditionId == condition && p.Status != "CLOSED").Select(p => (User: u, Position: p))).ToList();
            return Page(holders, request, largestPage, h => Row(h.User, h.Position));
        }

        var status = request.Query["status"].FirstOrDefault() ?? "OPEN";
        // Archived markets are a question of what is held, and the list of losers does not sort by time.
        if ((status == "CLOSED" && request.Query.ContainsKey("include_archived")) || (status == "REDEEMABLE_LOST" && request.Query["sort_by"] == "TIMESTAMP"))
        {
            return null;
        }

        var user = world.Wallets.GetValueOrDefault(request.Query["user"].ToString());
        var rows = (user?.Positions ?? []).Where(p => IsIn(p, status)).ToList();
        return Page(rows, request, largestPage, p => Row(user!, p));
    }

    public static object? Trades(FakeWorld world, HttpRequest request, int largestPage)
    {
        if (!request.Query.ContainsKey("user") && !request.Query.ContainsKey("condition"))
        {
            return Everybody(world, request, largestPage);
        }

        var user = world.Wallets.GetValueOrDefault(request.Query["user"].ToString());
        // Without a start only three years come, and without saying so only those of takers.
        if (request.Query["start"] != "1" || request.Query["taker_only"] != "false")
        {
            return null;
        }

        return Page(Newest(user is null ? [] : [user]), request, largestPage, Fill);
    }

    private static object Everybody(FakeWorld world, HttpRequest request, int largestPage) => Page(Newest(world.Users), request, largestPage, Fill);

    private static List<(FakeUser User, FakePosition Position, FakeFill Fill, int Number)> Newest(IEnumerable<FakeUser> users) =>
        [.. users.SelectMany(u => u.Positions.SelectMany(p => p.Fills.Select((f, i) => (User: u, Position: p, Fill: f, Number: i)))).OrderByDescending(r => r.Fill.Time)];

    private static Dictionary<string, object?> Fill((FakeUser User, FakePosition Position, FakeFill Fill, int Number) r) => new(StringComparer.Ordinal)
    {
        ["proxy_wallet"] = r.User.Wallet,
        ["side"] = r.Fill.Size > 0 ? "BUY" : "SELL",
        ["token_id"] = r.Position.Token,
        ["condition_id"] = r.Position.Market.ConditionId,
        ["size"] = Math.Abs(r.Fill.Size),
        ["price"] = r.Fill.Price,
        ["timestamp"] = r.Fill.Time,
        ["title"] = r.Position.Market.Question,
        ["slug"] = r.Position.Market.Slug,
        ["event_slug"] = r.Position.Market.EventSlug,
        ["outcome"] = r.Position.Market.Outcomes[r.Position.Outcome],
        ["outcome_index"] = r.Position.Outcome,
        ["transaction_hash"] = "0x" + r.Position.Token[..20].PadLeft(64, '0')[..60] + r.Number.ToString("d4", CultureInfo.InvariantCulture),
    };

    public static object Combos(FakeWorld world, HttpRequest request)
    {
        var user = world.Wallets.GetValueOrDefault(request.Query["user"].ToString());
        var rows = (user?.Positions ?? []).Where(p => p.Market.ConditionId.StartsWith("0x03", StringComparison.Ordinal))
            .Select(p => new { combo_condition_id = p.Market.ConditionId, combo_position_id = p.Token, current_size = p.CurrentSize, status = "OPEN", legs_total = 2, legs = Array.Empty<object>() })
            .ToList();
        return new { data = rows, pagination = new { limit = 100, offset = 0, has_more = false, next_cursor = (string?)null } };
    }

    public static object? Resolutions(FakeWorld world, HttpRequest request)
    {
        var conditions = request.Query["condition"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (conditions.Length is 0 or > 20)
        {
            return null;
        }

        var rows = conditions.Select(c => world.Conditions.GetValueOrDefault(c))
            .Where(m => m is { Payouts: not null, WithoutResolution: false })
            .Select(m => new
            {
                condition_id = m!.ConditionId,
                status = "resolved",
                transaction_hash = "",
                payouts = m.Payouts!.Select(p => (long)Math.Round(p * 1_000_000)).ToList(),
                resolution_source = "reported",
                resolved_at = Iso(m.ResolvedAt),
            })
            .ToList();
        return new { data = rows };
    }

    public static object UserStatistics(FakeWorld world, HttpRequest request)
    {
        if (!world.Wallets.TryGetValue(request.Query["user"].ToString(), out var user))
        {
            return new { data = (object?)null };
        }

        return new
        {
            data = new
            {
                proxy_wallet = user.Wallet,
                trades = user.Positions.Select(p => p.Market.ConditionId).Distinct(StringComparer.Ordinal).Count(),
                join_date = user.Positions.Select(p => p.FirstEntryAt).DefaultIfEmpty(0).Min(),
                all_time_pnl = new { trade_count = user.Positions.Sum(p => p.Fills.Count) },
            },
        };
    }

    public static object? Prices(FakeWorld world, HttpRequest request)
    {
        var series = Retention.Of(world.PricesOf(request.Query["token_id"].ToString()), world.Now);
        var rows = new List<KeptPrice>();
        if (Time(request, "as_of") is { } at)
        {
            if (request.Query.ContainsKey("start") || request.Query.ContainsKey("interval"))
            {
                return null;
            }

            if (series.LastOrDefault(p => p.Time <= at) is { } point)
            {
                rows.Add(point);
            }
        }
        else if (Time(request, "start") is { } start)
        {
            var end = Time(request, "end") ?? start + (15 * 86_400);
            if (end - start > 15 * 86_400)
            {
                return null;
            }
            // A window of an old market is empty: what is left of it is too coarse for one.
            rows.AddRange(series.Where(p => p.Time >= start && p.Time < end && p.Span <= Retention.FinestOfWindows));
        }
        else
        {
            return null;
        }

        var data = rows.Select(p => new { timestamp = p.Time, price = p.Price, resolution_seconds = p.Span }).ToList();
        return new { data, pagination = new { limit = 1000, offset = 0, has_more = false, next_cursor = (string?)null } };
    }

    private static bool IsIn(FakePosition position, string status) => status switch
    {
        "OPEN" => position.Status is "OPEN" or "REDEEMABLE",
        _ => position.Status == status,
    };

    private static Dictionary<string, object?> Row(FakeUser user, FakePosition p)
    {
        // Shares of a split cost nothing.
        var cost = Math.Min(p.CurrentSize, p.TotalSize) * p.AvgPrice;
        object Number(double value) => p.NumbersAsText ? value.ToString("R", CultureInfo.InvariantCulture) : value;
        var price = p.Market.Prices[p.Outcome].Points is [.., var last] ? last.Price : 0;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["proxy_wallet"] = user.Wallet,
            ["token_id"] = p.Token,
            ["condition_id"] = p.Market.ConditionId,
            ["current_size"] = Number(p.CurrentSize),
            // The service cuts its average to four decimals.
            ["avg_price"] = Number(Math.Floor((p.AvgPrice * 10_000) + 1e-6) / 10_000),
            ["entry_cost_usdc"] = Number(p.Status == "CLOSED" ? 0 : cost),
            ["entry_fees_usdc"] = Number(p.EntryFees),
            ["total_cost_usdc"] = Number(cost + p.EntryFees),
            ["current_price"] = Number(price),
            ["current_value"] = Number(price * p.CurrentSize),
            ["total_size"] = Number(p.TotalSize),
            ["realized_pnl"] = Number(p.RealizedPnl),
            // Rows of the list of losers say REDEEMABLE.
            ["status"] = p.Status == "REDEEMABLE_LOST" ? "REDEEMABLE" : p.Status,
            ["redeemable"] = p.Status.StartsWith("REDEEMABLE", StringComparison.Ordinal),
            ["mergeable"] = false,
            ["negative_risk"] = false,
            ["archived"] = false,
            ["title"] = p.Market.Question,
            ["slug"] = p.Market.Slug,
            ["event_id"] = p.Market.EventId,
            ["event_slug"] = p.Market.EventSlug,
            ["outcome"] = p.Market.Outcomes[p.Outcome],
            ["outcome_index"] = p.WrittenOutcomeIndex ?? p.Outcome,
            ["end_date"] = p.Market.EndDate is { Length: >= 10 } end ? end[..10] : "1970-01-01",
            ["last_event_at"] = p.LastEventAt,
            ["first_entry_at"] = p.EntryTimeUnknown ? 0 : p.FirstEntryAt,
            ["name"] = user.Name,
            ["profile_image"] = "",
            ["verified"] = false,
        };
    }

    private static object Page<T>(List<T> rows, HttpRequest request, int largestPage, Func<T, object> shape)
    {
        var limit = Math.Min(int.TryParse(request.Query["limit"], out var asked) ? asked : 100, largestPage);
        var start = 0;
        if (request.Query["cursor"].FirstOrDefault() is { } cursor)
        {
            start = int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(cursor)), CultureInfo.InvariantCulture);
        }

        var page = rows.Skip(start).Take(limit).Select(shape).ToList();
        var more = start + page.Count < rows.Count;
        var next = more ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{start + page.Count}")) : null;
        return new { data = page, pagination = new { limit, offset = 0, has_more = more, next_cursor = next } };
    }

    private static long? Time(HttpRequest request, string name) =>
        long.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : null;

    private static string? Iso(long? time) =>
        time is { } at ? DateTimeOffset.FromUnixTimeSeconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
}
