using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Events;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>How the days of a row are clusters.</summary>
/// <param name="Weeks">Weeks instead of days.</param>
/// <param name="Neighbours">A day and the next are one news: the windows of markouts reach into the day after.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DayClusters(bool Weeks, bool Neighbours)
{
    public static DayClusters Of(string variant, EvidenceRule rule) =>
        new(rule.ClusterBy == ClusterPeriod.Week, rule.ClusterBy == ClusterPeriod.Day && string.Equals(variant, PositionObservation.Markout, StringComparison.Ordinal));
}
