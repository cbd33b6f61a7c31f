using PolyTool.Core.Json;
using PolyTool.Core.Files;

namespace PolyTool.Core.RunRoots;

/// <summary>
/// Reads run roots. The files are streamed, checked from the first byte to the last, and only what a leaderboard needs is
/// kept. Whatever is wrong with a file becomes a defect, never an exception. Safe for many threads at once.
/// </summary>
public static class RunRootReader
{
    private const string UnknownSlug = "unknown";
    private const string Missing = "the file is missing";
    private const string NothingToRead = "not JSON: it is empty, or a pipe or a device";

    [ThreadStatic]
    private static JsonFile? s_file;

    /// <summary>Reads one run root.</summary>
    /// <param name="fullPath">The folder to open.</param>
    /// <param name="recordedPath">The folder as the user typed it; its last component names a user that the files don't name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The content or the defect.</returns>
    public static RunRootReading Read(string fullPath, string recordedPath, CancellationToken cancellationToken = default) =>
        Read(fullPath, recordedPath, CoverageNumbers.SegmentsShape, cancellationToken);

    /// <summary>The same, with more of the segment file.</summary>
    /// <param name="fullPath">The folder to open.</param>
    /// <param name="recordedPath">The folder as the user typed it.</param>
    /// <param name="segmentsShape">What to read of the segment file: at least <see cref="CoverageNumbers.SegmentsShape"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static RunRootReading Read(string fullPath, string recordedPath, JsonShape segmentsShape, CancellationToken cancellationToken)
    {
        Identity identity = FromFolder(recordedPath);
        try
        {
            JsonValue document = Open(fullPath, RunRootFileNames.Candidates, CandidateReader.Shape, cancellationToken);
            Field top = new Field(RunRootFileNames.Candidates, "$", document).AsObject();
            identity = Identify(top, identity);
            Field candidates = top["candidates"].AsList();
            JsonValue report = Open(fullPath, RunRootFileNames.Coverage, CoverageNumbers.ReportShape, cancellationToken);
            JsonValue? segments = TryOpen(fullPath, RunRootFileNames.Segments, segmentsShape, cancellationToken);
            CoverageNumbers coverage = CoverageNumbers.Read(report, segments);
            List<Contribution> contributions = CandidateReader.Contributions(candidates);
            return new(identity.User, identity.Wallet, new(coverage, CandidateReader.RenderTop(candidates), contributions), null) { Segments = segments };
        }
        catch (DefectException error)
        {
            return new(identity.User, identity.Wallet, null, error.Defect);
        }
    }

    /// <summary>Reads one file of a run root; whatever hinders that is a defect of that file.</summary>
    internal static JsonValue Open(string folder, string name, JsonShape shape, CancellationToken cancellationToken) =>
        TryOpen(folder, name, shape, cancellationToken) ?? throw new DefectException(new(name, "", Missing));

    /// <summary>The same of a file that need not be there; null where it is not.</summary>
    internal static JsonValue? TryOpen(string folder, string name, JsonShape shape, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return FileAt.Find(path) switch
            {
                null => null,
                { Exists: true, Length: 0 } => throw new DefectException(new(name, "", NothingToRead)),
                _ => (s_file ??= new()).Read(path, shape, cancellationToken),
            };
        }
        catch (JsonTextException error)
        {
            throw new DefectException(new(name, "", error.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DefectException(new(name, "", Reason(error, path)));
        }
    }

    private static string Reason(Exception error, string path) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => Missing,
        _ when Directory.Exists(path) => "a file is expected, found a folder",
        UnauthorizedAccessException => "permission to read it is denied",
        _ => $"it cannot be read: {error.Message}",
    };

    /// <summary>Whose a run root is as far as its path says.</summary>
    internal static Identity FromFolder(string recordedPath)
    {
        string folder = RecordedPath.Name(recordedPath);
        return new(PythonText.Strip(folder) is { Length: > 0 } label ? label : folder, null);
    }

    /// <summary>Whose a run root is by its candidates file, else by what is known.</summary>
    internal static Identity Identify(Field top, Identity known)
    {
        Field wallet = top["wallet"];
        bool named = wallet.Value?.Kind == JsonKind.String;
        string? slug = top["user_slug"].AsName();
        string? label = slug == UnknownSlug ? named ? wallet.AsName() : null : slug;
        return new(label ?? known.User, named ? wallet.AsText() : null);
    }

    internal sealed record Identity(string User, string? Wallet);
}
