using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>From an API row to a position.</summary>
internal static class PositionRules
{
    // The API's mark of an outcome that it does not know.
    private const long UnknownOutcome = 999;

    // What the fourth decimal can hide, and a little for the cost's own rounding.
    private const double AverageCut = 1.5e-4;

    public static HeldPosition From(PositionRow row)
    {
        var current = Math.Max(row.CurrentSize ?? 0, 0);
        return new HeldPosition
        {
            TokenId = row.TokenId?.Trim() ?? "",
            ConditionId = Condition(row.ConditionId),
            CurrentSize = current,
            TotalSize = Math.Max(row.TotalSize ?? current, 0),
            EntryPrice = EntryPrice(row.EntryCostUsdc, current, row.AvgPrice),
            EntryCost = current > 0 && row.EntryCostUsdc is >= 0 and var cost ? cost : null,
            EntryFees = row.EntryFeesUsdc,
            RealizedPnl = row.RealizedPnl ?? 0,
            Status = row.Status ?? "",
            NegativeRisk = row.NegativeRisk,
            Title = row.Title,
            Slug = row.Slug,
            EventId = row.EventId,
            // Often the same, and then kept once.
            EventSlug = row.EventSlug == row.Slug ? row.Slug : row.EventSlug,
            Outcome = row.Outcome,
            OutcomeIndex = Outcome(row.OutcomeIndex),
            EndDate = ApiTime.Parse(row.EndDate),
            FirstEntry = ApiTime.FromSeconds(row.FirstEntryAt),
            LastEvent = ApiTime.FromSeconds(row.LastEventAt),
        };
    }

    /// <summary>
    /// Cost over shares while shares are held: the API cuts its average to four decimals. Where the two differ by more than that, some of the shares
    /// held were not bought (or a closed position has no cost left), and the average of those that were is all there is.
    /// </summary>
    private static double? EntryPrice(double? cost, double shares, double? average)
    {
        var exact = cost is > 0 && shares > 0 ? cost.Value / shares : 0;
        var price = exact > 0 && (average is not > 0 || Math.Abs(exact - average.Value) <= AverageCut) ? exact : average ?? 0;
        return price > 0 ? price : null;
    }

    private static string? Condition(string? id) => string.IsNullOrWhiteSpace(id) ? null : id.Trim().ToLowerInvariant();

    private static int? Outcome(long? index) => index is >= 0 and < UnknownOutcome ? (int)index.Value : null;
}
