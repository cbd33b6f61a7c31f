using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>A run root that was read: what it holds, or what is wrong with it, and whose it is either way.</summary>
/// <param name="User">The user's label: <c>user_slug</c>; where that is missing or <c>unknown</c> the wallet; else the folder's name.</param>
/// <param name="Wallet">The wallet that the candidates file names, if any.</param>
/// <param name="Content">What the run root holds; null where it is defective.</param>
/// <param name="Defect">What is wrong; null where nothing is.</param>
public sealed record RunRootReading(string User, string? Wallet, RunRootContent? Content, RunRootDefect? Defect)
{
    /// <summary>What was read of the segment file; null where there is none.</summary>
    internal JsonValue? Segments { get; init; }
}

/// <summary>What a leaderboard needs of one run root. It holds no open file.</summary>
public sealed class RunRootContent
{
    internal RunRootContent(CoverageNumbers coverage, byte[] topCandidates, IReadOnlyList<Contribution> contributions)
    {
        Coverage = coverage;
        TopCandidates = topCandidates;
        Contributions = contributions;
    }

    /// <summary>How much of the user's positions the scan could measure.</summary>
    public CoverageNumbers Coverage { get; }

    /// <summary>The first five candidates, as canonical JSON for their place in a user's row.</summary>
    internal byte[] TopCandidates { get; }

    /// <summary>What each candidate adds to its segment, in the file's order.</summary>
    internal IReadOnlyList<Contribution> Contributions { get; }
}
