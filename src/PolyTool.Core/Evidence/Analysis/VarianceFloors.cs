using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// What an event's variance is taken to be at least in rows whose own spread may hide their risk: rare losses of favourites
/// that happen to be missing make a mean look sure. The board knows how far prices go on average: its sum of squared values
/// over its sum of m (1 - m), of rows of one variant and measure. A row is floored where it needs it: its mean price is extreme, a close of
/// it is a payout, or many lie near one.
/// </summary>
internal sealed class VarianceFloors(EvidenceRule rule)
{
    private readonly Dictionary<(string Variant, TestMeasure Measure, bool Floored), StartPrices> _boards = [];

    /// <summary>Adds what a row knows; residual rows know it as well.</summary>
    public void Add(Row row)
    {
        if (row.Prices.Events > 0)
        {
            Add((row.Name.Variant, row.Stratum.Measure, false), row.Prices);
            if (Needs(row))
            {
                Add((row.Name.Variant, row.Stratum.Measure, true), row.Prices);
            }
        }
    }

    /// <summary>The row's floor, in cents squared; 0 where it needs none.</summary>
    public double Of(Row row)
    {
        if (!Needs(row))
        {
            return 0;
        }

        // Rows that go to payouts tell of each other what quiet rows of the same board do not.
        var all = _boards[(row.Name.Variant, row.Stratum.Measure, false)];
        var like = _boards[(row.Name.Variant, row.Stratum.Measure, true)];
        var share = Math.Min(1, Math.Max(all.Squares / all.Room, like.Squares / like.Room));
        return double.IsFinite(share) ? share * 10_000 * row.Prices.Mean * (1 - row.Prices.Mean) : 0;
    }

    private bool Needs(Row row) => row.Prices.Events > 0
        && (row.Prices.Mean < rule.ExtremePrice || row.Prices.Mean > 1 - rule.ExtremePrice || row.Prices.Payouts > 0 || row.Prices.NearPayout > rule.MaxNearPayoutShare * row.Prices.Events);

    private void Add((string, TestMeasure, bool) key, in StartPrices prices) => _boards[key] = _boards.GetValueOrDefault(key).Plus(prices);
}
