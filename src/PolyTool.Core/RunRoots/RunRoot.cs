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

    /// <inheritdoc />
    public override string ToString() => Path;
}
