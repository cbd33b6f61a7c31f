namespace PolyTool.Core.Evidence.Events;

/// <summary>A segment's events of one user and variant, by event id in code-point order.</summary>
/// <param name="SegmentKey"><c>dimension:bucket</c>.</param>
/// <param name="Variant"><c>pre_event</c> or <c>markout_24h</c>; of form 1 also <c>combined</c>.</param>
/// <param name="Events">One entry an event.</param>
internal sealed record SegmentEvents(string SegmentKey, string Variant, IReadOnlyList<SegmentEvent> Events);
