namespace PolyTool.Core.Dossiers.Segments;

/// <summary>A segment table says something that cannot be. The message names the place and the reason.</summary>
internal sealed class SegmentTableException(string place, string reason) : Exception($"{place}: {reason}");
