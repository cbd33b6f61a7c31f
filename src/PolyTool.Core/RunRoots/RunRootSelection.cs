using PolyTool.Core.Files;

namespace PolyTool.Core.RunRoots;

/// <summary>What a path stands for.</summary>
/// <param name="RunRoots">The run roots, in order; <see cref="RunRootResolver.Describe"/> says more of one.</param>
/// <param name="Missing">Entries of a list file that are no folder, as recorded.</param>
public sealed record RunRootSelection(IReadOnlyList<GivenPath> RunRoots, IReadOnlyList<string> Missing);
