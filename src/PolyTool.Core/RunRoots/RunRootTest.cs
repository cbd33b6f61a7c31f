using PolyTool.Core.Files;

namespace PolyTool.Core.RunRoots;

/// <summary>What a test of a run root found.</summary>
public sealed record RunRootTest
{
    /// <summary>The run root as the user typed it, normalised.</summary>
    public required string Path { get; init; }

    /// <summary>The absolute path of the run root.</summary>
    public required string FullPath { get; init; }

    /// <summary>The user that the run root counts for: <c>user_slug</c>, else the wallet, else the folder's name.</summary>
    public required string User { get; init; }

    /// <summary>The wallet that the candidates file names, if any.</summary>
    public string? Wallet { get; init; }

    /// <summary>Whether a batch would count the run root.</summary>
    public bool IsValid => Defects.Count == 0;

    /// <summary>How many defects there are.</summary>
    public int DefectCount => Defects.Count;

    /// <summary>What a batch would record as the user's error: the first defect. Null where there is none.</summary>
    public string? Error => IsValid ? null : Defects[0].Message;

    /// <summary>All defects, file by file, in the order in which a batch would meet them.</summary>
    public required IReadOnlyList<RunRootDefect> Defects { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}

/// <summary>
/// Finds all that is wrong with a run root. A batch ends at the first defect, since one is enough for a user to fail; who has
/// to mend a run root wants all of them.
/// </summary>
public static class RunRootChecker
{
    /// <summary>Tests one run root.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The defects; none where a batch would count the run root. Those of one file stand together.</returns>
    public static RunRootTest Check(GivenPath root, CancellationToken cancellationToken = default)
    {
        DefectSink defects = new(all: true);
        var reading = RunRootReader.Read(root, CoverageNumbers.SegmentsShape, defects, cancellationToken);
        return new()
        {
            Path = root.Recorded().Typed,
            FullPath = root.Full,
            User = reading.User,
            Wallet = reading.Wallet,
            Defects = defects.ToArray(),
        };
    }
}
