using PolyTool.Core.Files;

namespace PolyTool.Core.Scanning;

/// <summary>What a scan returned.</summary>
/// <param name="RunRoot">The run root's path as the scanner said it, or the path of a <c>run_manifest.json</c>.</param>
public sealed record ScanResult(string RunRoot)
{
    /// <summary>The run root, where the scanner knows the folder for sure; null where it has to be found from <see cref="RunRoot"/>.</summary>
    public GivenPath? Known { get; init; }
}
