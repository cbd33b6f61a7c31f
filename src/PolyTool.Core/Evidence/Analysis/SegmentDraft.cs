namespace PolyTool.Core.Evidence.Analysis;

/// <summary>A row before what depends on the other rows: q, shrinkage, verdict and rank.</summary>
/// <param name="Evidence">The row so far.</param>
/// <param name="Row">Its data.</param>
/// <param name="Test">The test of its mean; null where none can be made.</param>
/// <param name="Floor">Its variance floor; 0 for none.</param>
/// <param name="Seed">The segment's seed.</param>
internal sealed record SegmentDraft(SegmentEvidence Evidence, Row Row, MeanTest? Test, double Floor, ulong Seed);
