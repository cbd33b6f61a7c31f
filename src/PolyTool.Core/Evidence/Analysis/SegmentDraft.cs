using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>A row before what depends on the other rows: q, shrinkage, verdict and rank.</summary>
/// <param name="Row">The row so far.</param>
/// <param name="Members">The users in it, by key.</param>
/// <param name="Tested">Their tested measure.</param>
/// <param name="Seed">The segment's seed.</param>
internal sealed record SegmentDraft(SegmentEvidence Row, Member[] Members, UserMean[] Tested, ulong Seed);
