namespace PolyTool.Core.Evidence.Analysis;

/// <summary>The two parts of a segment's key.</summary>
internal static class SegmentNames
{
    /// <summary>What stands before the first colon; all of it where there is none.</summary>
    public static string Dimension(string segmentKey) => segmentKey.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at ? segmentKey[..at] : segmentKey;

    /// <summary>What follows the first colon; empty where there is none.</summary>
    public static string Bucket(string segmentKey) => segmentKey.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at ? segmentKey[(at + 1)..] : "";

    /// <summary>The bucket of what could not be classified: no edge can be named after it.</summary>
    public static bool IsResidual(string segmentKey) =>
        segmentKey.EndsWith(":unknown", StringComparison.Ordinal) || segmentKey.EndsWith(":Unknown", StringComparison.Ordinal);
}
