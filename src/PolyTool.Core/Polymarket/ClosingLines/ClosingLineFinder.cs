using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.RunRootFiles;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>The closing line of a position: the latest price before the anchor and after entry.</summary>
internal sealed class ClosingLineFinder(PriceReader prices)
{
    /// <param name="position">The position.</param>
    /// <param name="market">Its market, where Gamma knows it.</param>
    /// <param name="anchor">Its anchor.</param>
    /// <param name="asOf">The time that the scan is of: an anchor after it has no closing line yet.</param>
    /// <param name="inputs">Takes up what was read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<PositionClosingLine> FindAsync(HeldPosition position, MarketFacts? market, Anchor anchor, DateTimeOffset asOf, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var line = new PositionClosingLine
        {
            Anchor = anchor.Time,
            AnchorSource = anchor.Source,
            AttemptedSources = anchor.Attempted,
            AnchorFailureReason = anchor.FailureReason,
        };
        if (ReasonWithoutAsking(position, market, anchor, asOf) is { } reason)
            return line with { MissingReason = reason };
        var (at, entry) = (anchor.Time!.Value, position.FirstEntry!.Value);
        var settled = market?.IsClosed == true;
        var answer = await prices.LatestBeforeAsync(position.TokenId, at, anchor.LargestAge, settled, cancellationToken).ConfigureAwait(false);
        AddTo(inputs, answer);
        if (answer.Source == PriceReader.FromDataApi && answer.Points is [var only] && IsPayout(only, position, market))
        {
            // The series of a settled market ends with the payout. What came before it is in the history.
            answer = await prices.ClobAsync(position.TokenId, (at - anchor.LargestAge).ToUnixTimeSeconds(), at.ToUnixTimeSeconds() - 1, settled, cancellationToken).ConfigureAwait(false);
            AddTo(inputs, answer);
        }

        return Choose(line, answer, position, market, entry, at, anchor.LargestAge);
    }

    private static string? ReasonWithoutAsking(HeldPosition position, MarketFacts? market, Anchor anchor, DateTimeOffset asOf) => position switch
    {
        _ when anchor.Time is null => "NO_CLOSE_TS",
        { TokenId: "" } => "MISSING_OUTCOME_TOKEN_ID",
        { EntryPrice: null } => "MISSING_ENTRY_PRICE",
        { EntryPrice: not (> 0 and <= 1) } => "INVALID_ENTRY_PRICE_RANGE",
        { FirstEntry: null } => "MISSING_ENTRY_TS",
        _ when position.FirstEntry >= anchor.Time => "INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE",
        _ when anchor.Time > asOf && market?.IsClosed != true => "CLOSE_IN_FUTURE",
        _ => null,
    };

    private static PositionClosingLine Choose(PositionClosingLine line, PriceAnswer answer, HeldPosition position, MarketFacts? market, DateTimeOffset entry, DateTimeOffset anchor, TimeSpan largestAge)
    {
        if (answer.Failure is { } failure)
            return line with { MissingReason = failure.MissingReason, HttpStatus = failure.Status, TraceId = failure.TraceId };
        if (answer.Points.Count == 0)
            return line with { MissingReason = "EMPTY_HISTORY" };
        var window = answer.Points
            .Where(p => p.Time > entry && p.Time < anchor && anchor - p.Time <= largestAge && !IsPayout(p, position, market))
            .ToList();
        // Points are oldest first, and of several at one time the first counts.
        var valid = window.Where(p => p.IsValid).ToList();
        if (valid.Count == 0)
            return line with { MissingReason = window.Count > 0 || answer.Points.Any(p => !p.IsValid) ? "INVALID_PRICE_VALUE" : "OUTSIDE_WINDOW" };
        var latest = valid.First(p => p.Time == valid[^1].Time);
        return line with { Price = latest.Price, ObservedAt = latest.Time, PriceSource = answer.Source };
    }

    /// <summary>A point at or after settlement is the payout. Where that time is not known, an exact observation of exactly the payout is taken for it.</summary>
    private static bool IsPayout(PricePoint point, HeldPosition position, MarketFacts? market)
    {
        if (market?.IsClosed != true)
            return false;
        if (market.SettledAt is { } settled)
            return point.Time >= settled;
        return point is { IsTick: true, Price: 0 or 1 } && market.OutcomeOf(position) is { } outcome && market.Payouts?.ElementAtOrDefault(outcome) == point.Price;
    }

    private static void AddTo(ICollection<ScanInput> inputs, PriceAnswer answer)
    {
        foreach (var input in answer.Inputs)
            inputs.Add(input);
    }
}
