namespace PolyTool.Core.RunRoots;

/// <summary>The names of the files in a run root.</summary>
public static class RunRootFileNames
{
    /// <summary>The hypothesis candidates; required.</summary>
    public const string Candidates = "hypothesis_candidates.json";

    /// <summary>The coverage report; required.</summary>
    public const string Coverage = "coverage_reconciliation_report.json";

    /// <summary>All segments; optional.</summary>
    public const string Segments = "segment_analysis.json";

    /// <summary>The files that a batch reads, in its order.</summary>
    internal static readonly string[] InOrder = [Candidates, Coverage, Segments];

    /// <summary>Whether a folder holds the required files.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>True where both are there.</returns>
    public static bool AreIn(string folder) =>
        File.Exists(Path.Combine(folder, Candidates)) && File.Exists(Path.Combine(folder, Coverage));
}
