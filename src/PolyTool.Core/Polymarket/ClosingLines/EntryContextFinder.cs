using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.Prices;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>Prices around the first buy, all from one window: of the day before it, and the first exact ones some minutes after it.</summary>
internal sealed class EntryContextFinder(PriceReader prices)
{
    private static readonly TimeSpan s_before = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_twoHours = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>The window ends so long after the first buy: the first point after two hours must have a place in it too.</summary>
    private static readonly TimeSpan s_after = TimeSpan.FromHours(3);

    /// <summary>The delays, and by when a price still counts as one of that delay.</summary>
    private static readonly (TimeSpan Delay, TimeSpan Latest)[] s_delays =
    [
        (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
        (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)),
        (TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60)),
        (TimeSpan.FromMinutes(120), TimeSpan.FromMinutes(180)),
    ];

    // What a price an hour before entry can be told from one at entry by.
    private static readonly TimeSpan s_coarsestContext = TimeSpan.FromMinutes(30);

    /// <param name="position">The position.</param>
    /// <param name="market">Its market, where Gamma knows it.</param>
    /// <param name="until">What comes at or after it (the anchor, the end of the markout) is no price after entry; null where there is none.</param>
    /// <param name="asOf">The time that the scan is of.</param>
    /// <param name="inputs">Takes up what was read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<PositionEntryContext> FindAsync(
        HeldPosition position, MarketFacts? market, DateTimeOffset? until, DateTimeOffset asOf, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        if (position.TokenId.Length == 0)
        {
            return PositionEntryContext.Of("MISSING_OUTCOME_TOKEN_ID");
        }

        if (position.FirstEntry is not { } entry)
        {
            return PositionEntryContext.Of("MISSING_ENTRY_TS");
        }

        var isSettled = market?.IsClosed == true;
        var end = entry + s_after < asOf || isSettled ? entry + s_after : asOf > entry ? asOf : entry;
        var answer = await prices.WindowAsync(position.TokenId, entry - s_before, end, isSettled, cancellationToken).ConfigureAwait(false);
        answer.AddTo(inputs);
        var points = WithoutPayout(answer, position, market);
        if (points.Count == 0)
        {
            var spans = await prices.HistoryAsync(position.TokenId, entry - s_before, end, isSettled, cancellationToken).ConfigureAwait(false);
            spans.AddTo(inputs);
            points = WithoutPayout(spans, position, market);
            if (points.Count == 0)
            {
                return PositionEntryContext.Of(PriceAnswer.FailureOf(answer.Failure, spans.Failure)?.MissingReason ?? "EMPTY_HISTORY");
            }
        }

        return new PositionEntryContext
        {
            Open = Pick(points, entry - s_before, entry, latest: false, "NO_PRICE_IN_LOOKBACK_WINDOW"),
            HourBeforeEntry = Pick(points, entry - s_twoHours, entry - s_hour, latest: true, "NO_PRICE_1H_BEFORE_ENTRY_IN_WINDOW"),
            AtEntry = Pick(points, entry - s_twoHours, entry, latest: true, "NO_PRIOR_PRICE_BEFORE_ENTRY"),
            After = [.. s_delays.Select(d => FirstAfter(points, entry + d.Delay, entry + d.Latest, until))],
            HourAfter = LatestBy(points, entry + s_hour),
        };
    }

    private static IReadOnlyList<PricePoint> WithoutPayout(PriceAnswer answer, HeldPosition position, MarketFacts? market)
    {
        bool IsPayout(PricePoint point) => Payouts.Is(point, answer.Source, position, market);
        return answer.Points.Any(IsPayout) ? [.. answer.Points.Where(p => !IsPayout(p))] : answer.Points;
    }

    private static ObservedPrice Pick(IReadOnlyList<PricePoint> points, DateTimeOffset from, DateTimeOffset to, bool latest, string reason)
    {
        var window = points.Where(p => p.Time >= from && p.Time <= to && p.WasSeenBy(to) && (!latest || p.Span <= s_coarsestContext)).ToList();
        var valid = window.Where(p => p.IsValid).ToList();
        if (valid.Count == 0)
        {
            return new ObservedPrice(null, null, window.Count > 0 ? "INVALID_PRICE_VALUE" : reason);
        }
        // Of several prices at one time the first counts.
        var time = latest ? valid[^1].Time : valid[0].Time;
        return new ObservedPrice(valid.First(p => p.Time == time).Price, time, null);
    }

    // A span says that the price was there some time in it, and is no price of a minute.
    private static ObservedPrice FirstAfter(IReadOnlyList<PricePoint> points, DateTimeOffset from, DateTimeOffset latest, DateTimeOffset? until)
    {
        foreach (var point in points)
        {
            if (point.Time > latest || point.Time >= until)
            {
                break;
            }

            if (point.Time >= from && point is { IsTick: true, IsValid: true })
            {
                return new ObservedPrice(point.Price, point.Time, null);
            }
        }

        return new ObservedPrice(null, null, until <= from ? "AFTER_CLOSE" : "NO_EXACT_PRICE_AFTER_ENTRY");
    }

    private static ObservedPrice LatestBy(IReadOnlyList<PricePoint> points, DateTimeOffset time)
    {
        for (var i = points.Count - 1; i >= 0; i--)
        {
            if (points[i] is { IsValid: true } known && known.Time <= time && known.WasSeenBy(time) && known.AgeAt(time) <= s_hour)
            {
                return new ObservedPrice(known.Price, known.Time, null);
            }
        }

        return new ObservedPrice(null, null, "NO_PRICE_AT_HORIZON");
    }
}
