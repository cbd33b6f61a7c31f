namespace PolyTool.Core.RunRoots;

/// <summary>One path in its two forms.</summary>
/// <param name="Recorded">As typed, normalised.</param>
/// <param name="Full">Absolute, to open.</param>
public sealed record RunRootPath(string Recorded, string Full);
