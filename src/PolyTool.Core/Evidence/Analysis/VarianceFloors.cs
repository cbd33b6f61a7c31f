using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// What an event's variance is taken to be at least in rows whose own spread may hide their risk: rare losses of favourites
/// that happen to be missing make a mean look sure. The board knows how far prices go on average: its sum of squared values
/// over its sum of m (1 - m), of rows of one variant and measure. But a row of few long shots need not be like the board, and
/// may have seen no rare outcome of its own: what it may have missed counts too, 3 over the rare outcomes that it
/// would have shown if all closes were payouts. That many unseen ones cannot be excluded at 95 % (the rule of three: Hanley
/// and Lippman-Hand 1983).
/// </summary>
internal sealed class VarianceFloors
{
    /// <summary>Of something that was not seen, three times are the most at 95 %: ln 20.</summary>
    private const double MostUnseen = 3;

    private readonly EvidenceRule _rule;
    private readonly Dictionary<(string Variant, TestMeasure Measure), StartPrices> _all = [];
    private readonly Dictionary<(string Variant, TestMeasure Measure), StartPrices> _floored = [];

    /// <summary>Takes the board's rows, residual ones too.</summary>
    public VarianceFloors(IEnumerable<RowPrices> all, EvidenceRule rule)
    {
        _rule = rule;
        RowPrices[] rows = [.. all.Where(static r => r.Prices.Events > 0)];
        foreach (var row in rows)
        {
            _all[Key(row)] = _all.GetValueOrDefault(Key(row)).Plus(row.Prices);
        }

        foreach (var row in rows.Where(Needs))
        {
            _floored[Key(row)] = _floored.GetValueOrDefault(Key(row)).Plus(row.Prices);
        }
    }

    /// <summary>The row's floor, in cents squared; 0 where it needs none.</summary>
    public double Of(Row row)
    {
        var known = RowPrices.Of(row);
        if (!Needs(known))
        {
            return 0;
        }

        // Rows that go to payouts tell of each other what quiet rows of the same board do not.
        StartPrices all = _all[Key(known)], like = _floored[Key(known)];
        var share = Math.Min(1, Math.Max(Math.Max(all.Squares / all.Room, like.Squares / like.Room), MostUnseen / StartPrices.RareOutcomes(row.Members, row.Stratum.Measure)));
        return double.IsFinite(share) ? share * 10_000 * row.Prices.Mean * (1 - row.Prices.Mean) : 0;
    }

    /// <summary>
    /// Its mean price is extreme, a close of it is a payout, or many lie near one; of markouts, where some resolve early, each row
    /// of the board: the one in which none happens to is the one that looks sure.
    /// </summary>
    private bool Needs(RowPrices row) => row.Prices.Events > 0
        && (row.Prices.Mean < _rule.ExtremePrice || row.Prices.Mean > 1 - _rule.ExtremePrice
            || (IsMarkout(row) ? _all[Key(row)] : row.Prices).Payouts > 0 || row.Prices.NearPayout > _rule.MaxNearPayoutShare * row.Prices.Events);

    private static bool IsMarkout(RowPrices row) => string.Equals(row.Variant, PositionObservation.Markout, StringComparison.Ordinal);

    private static (string, TestMeasure) Key(RowPrices row) => (row.Variant, row.Measure);
}
