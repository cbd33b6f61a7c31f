namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Which segment table to use.</summary>
/// <param name="Typed">What the user typed: <c>default</c>, <c>original</c> or a path.</param>
/// <param name="FullPath">The file to open; null for a table that comes with the program.</param>
public sealed record SegmentTableSource(string Typed, string? FullPath)
{
    /// <summary>The folder in which a renewed league table may lie, the cache's; null for none.</summary>
    public string? LeagueFolder { get; init; }

    /// <summary>The default table.</summary>
    public static SegmentTableSource Default { get; } = new(SegmentTables.Default, null);

    /// <summary>The names of the tables that come with the program.</summary>
    public static IReadOnlyList<string> BuiltInNames => SegmentTables.Names;

    /// <summary>A table that comes with the program.</summary>
    /// <param name="name">A name; case does not matter.</param>
    /// <returns>The table, or null where none has that name.</returns>
    public static SegmentTableSource? BuiltIn(string name) =>
        SegmentTables.Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is { } found ? new(found, null) : null;
}
