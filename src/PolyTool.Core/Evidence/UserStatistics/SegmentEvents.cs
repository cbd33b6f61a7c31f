namespace PolyTool.Core.Evidence.UserStatistics;

/// <summary>A segment's events of one user, by event id in code-point order.</summary>
/// <param name="SegmentKey"><c>dimension:bucket</c>.</param>
/// <param name="Events">One entry an event.</param>
internal sealed record SegmentEvents(string SegmentKey, IReadOnlyList<SegmentEvent> Events);
