using System.Security.Cryptography;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>Finds segment tables: the two that come with the program, by name, and a user's own, by path.</summary>
internal static class SegmentTables
{
    /// <summary>Exactly the original's classification.</summary>
    public const string Original = "original";

    /// <summary>More leagues, e-sports, tags, and no substring traps.</summary>
    public const string Default = "default";

    /// <summary>The names of the tables that come with the program.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, Original];

    /// <summary>Loads a table that comes with the program.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static SegmentTable BuiltIn(string name)
    {
        using Stream stream = typeof(SegmentTables).Assembly.GetManifestResourceStream($"PolyTool.SegmentTables.{name}.json")
            ?? throw new ArgumentException($"There is no segment table '{name}' in the program.", nameof(name));
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return Read(copy.ToArray(), name);
    }

    /// <summary>Loads a table.</summary>
    /// <param name="source">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>SegmentTableNotFound</c>, <c>SegmentTableUnreadable</c> or <c>SegmentTableInvalid</c>.</exception>
    public static async Task<SegmentTable> LoadAsync(SegmentTableSource source, CancellationToken cancellationToken)
    {
        if (source.FullPath is null)
        {
            return BuiltIn(source.Typed);
        }

        string path = source.Typed;
        try
        {
            return Read(await File.ReadAllBytesAsync(source.FullPath, cancellationToken).ConfigureAwait(false), path);
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

    private static SegmentTable Read(byte[] bytes, string source)
    {
        try
        {
            return SegmentTableReader.Read(JsonText.Parse(bytes), Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant());
        }
        catch (JsonTextException error)
        {
            throw new Failure(
                "SegmentTableInvalid", $"The segment table '{source}' is not usable: {error.Message}. docs/schemas/segment_table.schema.json says its form.", cause: error);
        }
    }
}
