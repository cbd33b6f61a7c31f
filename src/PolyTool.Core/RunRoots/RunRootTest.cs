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
