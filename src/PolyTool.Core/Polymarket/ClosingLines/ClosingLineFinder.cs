using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Dossiers.Write;

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
        var found = Choose(line, answer, position, market, entry, at, anchor.LargestAge);
        if (answer.Source != PriceReader.FromDataApi || answer.Points is not [var only] || (only.WasSeenBy(at) && !IsPayout(only, answer, position, market)))
            return found;

        // The series of a settled market ends with the payout, and of an old one there are spans of hours left: the anchor's may hold prices of the event.
        // What came before is in the history, else in the span before.
        answer = await prices.ClobAsync(position.TokenId, (at - anchor.LargestAge).ToUnixTimeSeconds(), at.ToUnixTimeSeconds() - 1, settled, cancellationToken).ConfigureAwait(false);
        AddTo(inputs, answer);
        found = Choose(line, answer, position, market, entry, at, anchor.LargestAge);
        if (found.Price is null && !only.WasSeenBy(at))
        {
            answer = await prices.LatestBeforeAsync(position.TokenId, only.Time, anchor.LargestAge, settled, cancellationToken).ConfigureAwait(false);
            AddTo(inputs, answer);
            found = Choose(line, answer, position, market, entry, at, anchor.LargestAge);
        }

        return found;
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
            .Where(p => p.Time > entry && p.Time < anchor && p.WasSeenBy(anchor) && anchor - p.Time <= largestAge && !IsPayout(p, answer, position, market))
            .ToList();
        // Points are oldest first, and of several at one time the first counts.
        var valid = window.Where(p => p.IsValid).ToList();
        if (valid.Count == 0)
            return line with { MissingReason = window.Count > 0 || answer.Points.Any(p => !p.IsValid) ? "INVALID_PRICE_VALUE" : "OUTSIDE_WINDOW" };
        var latest = valid.First(p => p.Time == valid[^1].Time);
        return line with { Price = latest.Price, ObservedAt = latest.Time, PriceSource = answer.Source };
    }

    /// <summary>
    /// A point at or after settlement is the payout. So is an exact observation of exactly the payout where that time is not known, and whenever
    /// the Data API says it: there the payout stands next to the last price, which can be long before.
    /// </summary>
    private static bool IsPayout(PricePoint point, PriceAnswer answer, HeldPosition position, MarketFacts? market)
    {
        if (market?.IsClosed != true)
            return false;
        if (point.Time >= market.SettledAt)
            return true;
        return (market.SettledAt is null || answer.Source == PriceReader.FromDataApi) && point is { IsTick: true, Price: 0 or 1 } && market.PayoutOf(position) == point.Price;
    }

    private static void AddTo(ICollection<ScanInput> inputs, PriceAnswer answer)
    {
        foreach (var input in answer.Inputs)
            inputs.Add(input);
    }
}
