namespace PolyTool.Core.RunRoots;

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
