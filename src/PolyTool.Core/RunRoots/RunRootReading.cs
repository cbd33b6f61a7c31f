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
