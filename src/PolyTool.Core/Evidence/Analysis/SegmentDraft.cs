using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// A row before what depends on the other rows: q, shrinkage, verdict and rank. It holds nothing of its users' events, so that
/// all rows of a large board are there at once.
/// </summary>
/// <param name="Evidence">The row so far.</param>
/// <param name="Users">The users that placebo boards deal with; none where the row is not dealt.</param>
/// <param name="Tested">The tested measure of each of them.</param>
/// <param name="Test">The test of its mean; null where none can be made.</param>
/// <param name="Floor">Its variance floor; 0 for none.</param>
/// <param name="Seed">The segment's seed.</param>
internal sealed record SegmentDraft(SegmentEvidence Evidence, EvidenceUser[] Users, UserMean[] Tested, MeanTest? Test, double Floor, ulong Seed)
{
    /// <summary>A draft of a row.</summary>
    public static SegmentDraft Of(SegmentEvidence evidence, Row row, MeanTest? test, double floor, ulong seed) =>
        evidence.P is not null && row.Stratum.HasEvents
            ? new(evidence, Array.ConvertAll(row.Members, static m => m.User), row.Tested, test, floor, seed)
            : new(evidence, [], [], test, floor, seed);
}
