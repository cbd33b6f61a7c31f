namespace PolyTool.Core.Scanning;

/// <summary>What a scan returned.</summary>
/// <param name="RunRoot">The run root's path as the scanner said it, or the path of a <c>run_manifest.json</c>.</param>
public sealed record ScanResult(string RunRoot);
