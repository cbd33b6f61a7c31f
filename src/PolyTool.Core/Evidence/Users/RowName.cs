using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Users;

/// <summary>What a row is about: a segment, measured against one kind of line. Two variants are two rows and two tests.</summary>
/// <param name="Segment"><c>dimension:bucket</c>.</param>
/// <param name="Variant"><c>pre_event</c>, <c>markout_24h</c> or, of older files, <c>combined</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowName(string Segment, string Variant);
