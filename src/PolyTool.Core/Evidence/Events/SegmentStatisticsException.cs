namespace PolyTool.Core.Evidence.Events;

/// <summary>A file of segment statistics cannot be used; the message says where and why.</summary>
internal sealed class SegmentStatisticsException(string reason, Exception? inner = null) : Exception(reason, inner);
