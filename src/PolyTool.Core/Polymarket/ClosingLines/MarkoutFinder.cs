using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.Prices;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>What a market without a scheduled start was worth a day (and an hour, and seven days) after the first buy.</summary>
internal sealed class MarkoutFinder(PriceReader prices)
{
    /// <summary>The horizon that counts.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    // The value is at most an hour old.
    private static readonly TimeSpan s_largestAge = TimeSpan.FromHours(1);

    /// <summary>When a horizon ends: on the day on which the bet is decided, where that comes first.</summary>
    public static DateTimeOffset End(DateTimeOffset entry, TimeSpan horizon, Anchor anchor) =>
        anchor.DecidedBy is { } decided && decided > entry && decided < entry + horizon ? decided : entry + horizon;

    /// <param name="position">The position.</param>
    /// <param name="market">Its market.</param>
    /// <param name="anchor">What is known of its anchor: that there is none.</param>
    /// <param name="context">Prices around the first buy, of which the hour's value is taken; null where they were not asked for, and then the week's is left out too.</param>
    /// <param name="asOf">The time that the scan is of.</param>
    /// <param name="inputs">Takes up what was read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<PositionMarkouts> FindAsync(
        HeldPosition position, MarketFacts market, Anchor anchor, PositionEntryContext? context, DateTimeOffset asOf, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var day = await FindAsync(position, market, anchor, Day, asOf, inputs, cancellationToken).ConfigureAwait(false);
        if (context is null)
        {
            return new PositionMarkouts(day, new Markout { MissingReason = ObservedPrice.None.MissingReason }, new Markout { MissingReason = ObservedPrice.None.MissingReason });
        }

        var week = await FindAsync(position, market, anchor, s_week, asOf, inputs, cancellationToken).ConfigureAwait(false);
        return new PositionMarkouts(day, OfHour(position, market, anchor, context, asOf), week);
    }

    private async Task<Markout> FindAsync(HeldPosition position, MarketFacts market, Anchor anchor, TimeSpan horizon, DateTimeOffset asOf, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var markout = WithoutAsking(position, market, anchor, horizon, asOf);
        if (markout.At is not { } at || markout.MissingReason is not null || markout.Price is not null)
        {
            return markout;
        }

        var isSettled = market.IsClosed;
        var answer = await prices.WindowAsync(position.TokenId, at - s_largestAge, at, isSettled, cancellationToken).ConfigureAwait(false);
        answer.AddTo(inputs);
        if (Latest(answer, position, market, at) is { } exact)
        {
            return markout with { Price = exact.Price, ObservedAt = exact.Time, Source = answer.Source };
        }

        var span = await prices.AsOfAsync(position.TokenId, at, isSettled, cancellationToken).ConfigureAwait(false);
        span.AddTo(inputs);
        if (Latest(span, position, market, at) is { } known)
        {
            return markout with { Price = known.Price, ObservedAt = known.Time, Source = span.Source };
        }

        var failure = PriceAnswer.FailureOf(answer.Failure, span.Failure);
        return markout with
        {
            MissingReason = failure?.MissingReason ?? (answer.Points.Count + span.Points.Count == 0 ? "EMPTY_HISTORY" : "NO_PRICE_AT_HORIZON"),
            HttpStatus = failure?.Status,
            TraceId = failure?.TraceId,
        };
    }

    private static Markout OfHour(HeldPosition position, MarketFacts market, Anchor anchor, PositionEntryContext context, DateTimeOffset asOf)
    {
        var markout = WithoutAsking(position, market, anchor, s_hour, asOf);
        return markout.At is null || markout.MissingReason is not null || markout.Price is not null ? markout
            : markout with { Price = context.HourAfter.Price, ObservedAt = context.HourAfter.Time, Source = context.HourAfter.Price is null ? null : PriceReader.FromClob, MissingReason = context.HourAfter.MissingReason };
    }

    // Those that resolved early count no earlier than the others: else the early ones would be chosen by how they ended.
    private static Markout WithoutAsking(HeldPosition position, MarketFacts market, Anchor anchor, TimeSpan horizon, DateTimeOffset asOf)
    {
        if (position.FirstEntry is not { } entry)
        {
            return new Markout { MissingReason = "MISSING_ENTRY_TS" };
        }

        var markout = new Markout { At = End(entry, horizon, anchor) };
        var reason = position switch
        {
            { EntryDefect: { } defect } => defect,
            _ when entry + horizon > asOf => "HORIZON_IN_FUTURE",
            _ when market.SettledAt <= entry => "ENTRY_AFTER_SETTLEMENT",
            _ => null,
        };
        if (reason is not null)
        {
            return markout with { MissingReason = reason };
        }

        if (market.IsClosed && market.SettledAt <= markout.At)
        {
            return market.PayoutOf(position) is { } payout
                ? markout with { Price = payout, ObservedAt = market.SettledAt, Source = Markout.Payout }
                : markout with { MissingReason = "PAYOUT_UNKNOWN" };
        }

        return markout;
    }

    private static PricePoint? Latest(PriceAnswer answer, HeldPosition position, MarketFacts market, DateTimeOffset at)
    {
        PricePoint? latest = null;
        foreach (var point in answer.Points)
        {
            if (point.IsValid && point.Time <= at && point.WasSeenBy(at) && point.AgeAt(at) <= s_largestAge && !Payouts.Is(point, answer.Source, position, market)
                && (latest is not { } known || point.Time > known.Time))
            {
                latest = point;
            }
        }

        return latest;
    }
}
