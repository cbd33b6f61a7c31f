using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Dossiers.Write;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>Prices of the day before a position was entered, from one request.</summary>
internal sealed class EntryContextFinder(PriceReader prices)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan TwoHours = TimeSpan.FromHours(2);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task<PositionEntryContext> FindAsync(HeldPosition position, MarketFacts? market, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        if (position.TokenId.Length == 0)
            return All("MISSING_OUTCOME_TOKEN_ID");
        if (position.FirstEntry is not { } entry)
            return All("MISSING_ENTRY_TS");
        var answer = await prices.BetweenAsync(position.TokenId, entry - Day, entry, market?.IsClosed == true, cancellationToken).ConfigureAwait(false);
        foreach (var input in answer.Inputs)
            inputs.Add(input);
        if (answer.Failure is { } failure)
            return All(failure.MissingReason);
        var points = WithoutPayout(answer, position, market);
        if (points.Count == 0)
            return All("EMPTY_HISTORY");
        return new PositionEntryContext
        {
            Open = Pick(points, entry - Day, entry, latest: false, "NO_PRICE_IN_LOOKBACK_WINDOW"),
            HourBeforeEntry = Pick(points, entry - TwoHours, entry - Hour, latest: true, "NO_PRICE_1H_BEFORE_ENTRY_IN_WINDOW"),
            AtEntry = Pick(points, entry - TwoHours, entry, latest: true, "NO_PRIOR_PRICE_BEFORE_ENTRY"),
        };
    }

    // The Data API ends every history of a settled market with its payout, also one that ends long before.
    private static IReadOnlyList<PricePoint> WithoutPayout(PriceAnswer answer, HeldPosition position, MarketFacts? market) =>
        answer is { Source: PriceReader.FromDataHistory, Points: [.., { IsTick: true } last] } && last.Price == market?.PayoutOf(position) ? [.. answer.Points.SkipLast(1)] : answer.Points;

    private static ObservedPrice Pick(IReadOnlyList<PricePoint> points, DateTimeOffset from, DateTimeOffset to, bool latest, string reason)
    {
        var window = points.Where(p => p.Time >= from && p.Time <= to && p.WasSeenBy(to)).ToList();
        var valid = window.Where(p => p.IsValid).ToList();
        if (valid.Count == 0)
            return new ObservedPrice(null, null, window.Count > 0 ? "INVALID_PRICE_VALUE" : reason);
        // Of several prices at one time the first counts.
        var time = latest ? valid[^1].Time : valid[0].Time;
        return new ObservedPrice(valid.First(p => p.Time == time).Price, time, null);
    }

    private static PositionEntryContext All(string reason)
    {
        var none = new ObservedPrice(null, null, reason);
        return new PositionEntryContext { Open = none, HourBeforeEntry = none, AtEntry = none };
    }
}
