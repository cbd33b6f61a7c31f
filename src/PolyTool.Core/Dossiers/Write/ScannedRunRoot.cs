using PolyTool.Core.Dossiers.Reports;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>A run root that a scan wrote, or found already there with the same contents.</summary>
public sealed record ScannedRunRoot
{
    /// <summary>Its path as files record it: the output root as the user typed it, and the run's place in it.</summary>
    public required string Path { get; init; }

    /// <summary>Its absolute path.</summary>
    public required string FullPath { get; init; }

    /// <summary>Its id, which is its folder's name.</summary>
    public required string RunId { get; init; }

    /// <summary>The user's slug; <c>unknown</c> where only the wallet is known.</summary>
    public required string UserSlug { get; init; }

    /// <summary>The wallet.</summary>
    public required string Wallet { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The same run root was already there, and is used as it is.</summary>
    public required bool WasThere { get; init; }

    /// <summary>For how many positions something could be measured, and why not for the others.</summary>
    public required ScanCoverage Coverage { get; init; }

    /// <summary>What went wrong on the way without ending the scan.</summary>
    public required IReadOnlyList<string> ScanWarnings { get; init; }

    /// <summary>All warnings of its coverage report, those of the scan included.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
