using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Which segment table to use.</summary>
public sealed record SegmentTableSource
{
    private SegmentTableSource(string name, GivenPath? file) => (Name, File) = (name, file);

    /// <summary>A user's own table.</summary>
    /// <param name="file">The file.</param>
    public SegmentTableSource(GivenPath file)
        : this(file.Typed, file)
    {
    }

    /// <summary>What the user typed: <c>default</c>, <c>original</c> or a path.</summary>
    public string Name { get; }

    /// <summary>The file to open; null for a table that comes with the program.</summary>
    public GivenPath? File { get; }

    /// <summary>The folder in which a renewed league table may lie, the cache's; null for none.</summary>
    public string? LeagueFolder { get; init; }

    /// <summary>The default table.</summary>
    public static SegmentTableSource Default { get; } = new(SegmentTables.Default, file: null);

    /// <summary>The names of the tables that come with the program.</summary>
    public static IReadOnlyList<string> BuiltInNames => SegmentTables.Names;

    /// <summary>A table that comes with the program.</summary>
    /// <param name="name">A name; case does not matter.</param>
    /// <returns>The table, or null where none has that name.</returns>
    public static SegmentTableSource? BuiltIn(string name) =>
        SegmentTables.Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is { } found ? new(found, file: null) : null;
}
