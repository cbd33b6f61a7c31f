using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Finds segment tables: the two that come with the program, by name, and a user's own, by path.</summary>
internal static class SegmentTables
{
    /// <summary>Exactly the original's classification.</summary>
    public const string Original = "original";

    /// <summary>More leagues, e-sports, tags, and no substring traps.</summary>
    public const string Default = "default";

    private const long Largest = 16L << 20;

    /// <summary>The names of the tables that come with the program.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, Original];

    /// <summary>Loads a table that comes with the program.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static SegmentTable BuiltIn(string name) => Read(BuiltInBytes(name), name, LeagueTable.Shipped);

    private static byte[] BuiltInBytes(string name) => OwnResource.Read($"PolyTool.SegmentTables.{name}.json");

    /// <summary>Loads a table.</summary>
    /// <exception cref="Failure"><c>SegmentTableNotFound</c>, <c>SegmentTableUnreadable</c> or <c>SegmentTableInvalid</c>.</exception>
    public static async Task<SegmentTable> LoadAsync(SegmentTableSource source, CancellationToken cancellationToken)
    {
        (var leagues, var note) = await LeagueTables.NewestAsync(source.LeagueFolder, cancellationToken).ConfigureAwait(false);
        var bytes = source.File is { } file ? await ReadFileAsync(file, cancellationToken).ConfigureAwait(false) : BuiltInBytes(source.Name);
        var table = Read(bytes, source.Name, leagues);
        return table.LeagueTable is null ? table : table with { Note = note };
    }

    private static async Task<byte[]> ReadFileAsync(GivenPath file, CancellationToken cancellationToken)
    {
        var path = file.Typed;
        try
        {
            return await Task.Run(() => ForeignFile.ReadAllBytes(file.Full, Largest), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new Failure(
                "SegmentTableNotFound", $"There is no segment table '{path}'. Give 'default', 'original' or the path of a JSON file.", cause: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Failure("SegmentTableUnreadable", $"The segment table '{path}' cannot be read: {error.Message}", cause: error);
        }
    }

    private static SegmentTable Read(byte[] bytes, string source, LeagueTable leagues)
    {
        try
        {
            var table = SegmentTableReader.Read(JsonText.Parse(bytes), leagues);
            var all = table.LeagueTable is null ? bytes : [.. bytes, .. leagues.Bytes];
            return table with { Sha256 = ContentHash.Of(all) };
        }
        catch (JsonTextException error)
        {
            throw new Failure(
                "SegmentTableInvalid", $"The segment table '{source}' is not usable: {error.Message}. docs/schemas/segment_table.schema.json says its form.", cause: error);
        }
    }
}
