namespace PolyTool.Core.RunRoots;

/// <summary>A folder that a scan wrote, or that is taken for one.</summary>
public sealed record RunRoot
{
    /// <summary>The path as the user typed it, normalised: this is what files record.</summary>
    public required string Path { get; init; }

    /// <summary>The absolute path to open.</summary>
    public required string FullPath { get; init; }

    /// <summary>The folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether both required files are there.</summary>
    public required bool HasRequiredFiles { get; init; }

    /// <summary><c>user_slug</c> of the candidates file, where it had to be read.</summary>
    public string? UserSlug { get; init; }

    /// <summary><c>wallet</c> of the candidates file, where it had to be read.</summary>
    public string? Wallet { get; init; }

    /// <summary><c>generated_at</c> of the candidates file, where it had to be read and is a time.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>Positions that were scanned; null unless a scan has just made the run root, like the four after it.</summary>
    public int? Positions { get; init; }

    /// <summary>Positions with a closing line before the event.</summary>
    public int? Lines { get; init; }

    /// <summary>Positions with a markout, which have no scheduled start.</summary>
    public int? Markouts { get; init; }

    /// <summary>Share of the positions with a line or a markout, 0 to 1.</summary>
    public double? MeasuredShare { get; init; }

    /// <summary>Why the others have neither, by each position's first reason, the most frequent first: <c>EMPTY_HISTORY 3, NO_CLOSE_TS 1</c>.</summary>
    public string? Missing { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
