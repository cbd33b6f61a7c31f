namespace PolyTool.Core.Evidence.UserStatistics;

/// <summary>A file of segment statistics cannot be used; the message says where and why.</summary>
internal sealed class UserSegmentStatisticsException(string reason, Exception? inner = null) : Exception(reason, inner);
