using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>The wildcard patterns of a <c>-Segment</c> parameter.</summary>
internal static class SegmentPatterns
{
    /// <summary>Whether a segment's key matches one of the patterns; all match where there are none.</summary>
    public static bool Match(string[]? patterns, string segment) => patterns is null
        || patterns.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(segment));
}
