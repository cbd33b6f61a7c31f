using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Exports;

/// <summary>
/// One segment of an export. A leaderboard knows the segments that users proposed, evidence knows all segments of all users:
/// either side may be missing, never both.
/// </summary>
/// <param name="Rank">The place in the order of the export; null where the row has nothing to be ranked by.</param>
/// <param name="Segment"><c>dimension:bucket</c>.</param>
/// <param name="Board">The row of the leaderboard.</param>
/// <param name="Evidence">What statistics say about the segment.</param>
internal sealed record ExportRow(int? Rank, string Segment, SegmentRow? Board, SegmentEvidence? Evidence)
{
    /// <summary>What stands before the first colon of the key.</summary>
    public string Dimension => SegmentNames.Dimension(Segment);

    /// <summary>What stands behind it.</summary>
    public string Bucket => SegmentNames.Bucket(Segment);

    /// <summary>The measure that the verdict rests on.</summary>
    public MeasureEvidence? Tested => Evidence is null ? null : VerdictRule.Tested(Evidence);

    /// <summary>Whether that measure is in cents; else it is a fraction of the entry price, shown in per cent.</summary>
    public bool InCents => Evidence is not null && Evidence.TestMeasure != "percent";

    /// <summary>Says of what line the row is, where that is not the one before the event; else empty.</summary>
    public string Line => Evidence?.Variant switch
    {
        null or "" or PositionObservation.PreEvent => "",
        PositionObservation.Markout => "after 24 h",
        { } other => other,
    };

    /// <summary>Users with the segment: those with a closing line where there is evidence, else those who proposed it.</summary>
    public int Users => Evidence?.Users ?? Board?.Users ?? 0;

    /// <summary>Positions in the segment, as a double: the leaderboard's integers have any size.</summary>
    public double Positions => Evidence?.Positions ?? (double)(Board?.Positions ?? 0);

    /// <summary>Dollars in the segment.</summary>
    public double Notional => Evidence?.Notional ?? Board?.NotionalWeight ?? 0;

    /// <summary>A value of the tested measure as people read it.</summary>
    public string Shown(double? value) => InCents ? DisplayNumber.SignedCents(value) : DisplayNumber.SignedPercent(value);
}
