using System.Runtime.InteropServices;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.Prices;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>The closing line of a position: the latest price before the anchor and after entry.</summary>
internal sealed class ClosingLineFinder(PriceReader prices)
{
    // Of an old market the Data API names spans; the one at the anchor and the one before it are asked for, and one more where the payout stands there.
    private const int MostSpans = 3;

    /// <param name="position">The position.</param>
    /// <param name="market">Its market, where Gamma knows it.</param>
    /// <param name="anchor">Its anchor.</param>
    /// <param name="asOf">The time that the scan is of: an anchor after it has no closing line yet.</param>
    /// <param name="others">Tokens of the market that are fetched along, for other users who may hold them: they share the window and cost no request.</param>
    /// <param name="inputs">Takes up what was read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<PositionClosingLine> FindAsync(
        HeldPosition position, MarketFacts? market, Anchor anchor, DateTimeOffset asOf, IReadOnlyList<string> others, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var line = new PositionClosingLine
        {
            Anchor = anchor.Time,
            AnchorSource = anchor.Source,
            AttemptedSources = anchor.Attempted,
            AnchorFailureReason = anchor.FailureReason,
        };
        if (ReasonWithoutAsking(position, market, anchor, asOf) is { } reason)
        {
            return line with { MissingReason = reason };
        }

        var window = new Window(position, market, position.FirstEntry!.Value, anchor.Time!.Value, anchor.LargestAge);
        var answers = await Task.WhenAll(others.Prepend(position.TokenId).Select(token =>
            prices.WindowAsync(token, window.Anchor - window.LargestAge, window.LastSecond, window.IsSettled, cancellationToken))).ConfigureAwait(false);
        var answer = answers[0];
        answer.AddTo(inputs);
        var found = Choose(line, answer, window);
        return found.Price is not null ? found : await InSpansAsync(found, answer.Failure, window, inputs, cancellationToken).ConfigureAwait(false);
    }

    // What the CLOB does not have, the Data API may have a span of. The one at the anchor may hold prices of the event, or be the payout; then the one before it counts.
    private async Task<PositionClosingLine> InSpansAsync(PositionClosingLine found, ApiException? failure, Window window, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var at = window.LastSecond;
        for (var asked = 0; asked < MostSpans; asked++)
        {
            var answer = await prices.AsOfAsync(window.Position.TokenId, at, window.IsSettled, cancellationToken).ConfigureAwait(false);
            answer.AddTo(inputs);
            failure = PriceAnswer.FailureOf(failure, answer.Failure);
            if (answer.Points is not [.., var last])
            {
                break;
            }

            var next = Choose(found, answer, window);
            if (next.Price is not null)
            {
                return next;
            }

            if (found.MissingReason == "EMPTY_HISTORY")
            {
                found = next;
            }

            if (last.Time <= window.Entry || window.Anchor - last.Time > window.LargestAge)
            {
                break;
            }

            at = last.Time.AddSeconds(-1);
        }

        return failure is null ? found : found with { MissingReason = failure.MissingReason, HttpStatus = failure.Status, TraceId = failure.TraceId };
    }

    private static string? ReasonWithoutAsking(HeldPosition position, MarketFacts? market, Anchor anchor, DateTimeOffset asOf) => position switch
    {
        _ when anchor.Time is null => "NO_CLOSE_TS",
        { EntryDefect: { } defect } => defect,
        { FirstEntry: null } => "MISSING_ENTRY_TS",
        _ when position.FirstEntry >= anchor.Time && position.FirstEntry < anchor.LatestStart => "START_MOVED",
        _ when position.FirstEntry >= anchor.Time => "INVALID_TIME_ORDER_ENTRY_AFTER_CLOSE",
        { EntryContinues: true } => PositionEntries.Continues,
        _ when anchor.Time > asOf && market?.IsClosed != true => "CLOSE_IN_FUTURE",
        _ => null,
    };

    private static PositionClosingLine Choose(PositionClosingLine line, PriceAnswer answer, in Window window)
    {
        if (answer.Points.Count == 0)
        {
            return line with { MissingReason = "EMPTY_HISTORY" };
        }

        PricePoint? latest = null;
        var isOutside = true;
        foreach (var point in answer.Points)
        {
            if (!window.Holds(point, answer.Source))
            {
                continue;
            }

            isOutside = false;
            // Points are oldest first, and of several at one time the first counts.
            if (point.IsValid && (latest is not { } known || point.Time > known.Time))
            {
                latest = point;
            }
        }

        if (latest is not { } chosen)
        {
            return line with { MissingReason = !isOutside || answer.Points.Any(p => !p.IsValid) ? "INVALID_PRICE_VALUE" : "OUTSIDE_WINDOW" };
        }

        return line with
        {
            Price = chosen.Price,
            ObservedAt = chosen.Time,
            PriceSource = answer.Source,
            Span = chosen.Span,
            SpanHoldsEntry = !chosen.IsTick && chosen.Time <= window.Entry,
            MissingReason = null,
        };
    }

    /// <summary>Where a price must lie to be a position's line.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Window(HeldPosition Position, MarketFacts? Market, DateTimeOffset Entry, DateTimeOffset Anchor, TimeSpan LargestAge)
    {
        /// <summary>The price at the anchor itself can be the event's first; the second before it cannot.</summary>
        public DateTimeOffset LastSecond => DateTimeOffset.FromUnixTimeSeconds(Anchor.ToUnixTimeSeconds() - 1);

        public bool IsSettled => Market?.IsClosed == true;

        /// <summary>An exact price must come after entry. A span that ends after it tells of what came after, if not of that alone.</summary>
        public bool Holds(in PricePoint point, string source) =>
            (point.IsTick ? point.Time : point.End) > Entry && point.Time < Anchor && point.WasSeenBy(Anchor) && point.AgeAt(Anchor) <= LargestAge && !Payouts.Is(point, source, Position, Market);
    }
}
