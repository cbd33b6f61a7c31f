using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>
/// Reads run roots. The files are streamed, checked from the first byte to the last, and only what a leaderboard needs is
/// kept. Whatever is wrong with a file becomes a defect, never an exception. Safe for many threads at once.
/// </summary>
public static class RunRootReader
{
    private const string UnknownSlug = "unknown";
    private const string Missing = "the file is missing";

    // Some hundred times what the busiest user's segments take.
    private const long LargestCandidates = 64L << 20;

    [ThreadStatic]
    private static JsonFile? s_file;

    /// <summary>Reads one run root.</summary>
    /// <param name="root">The folder; its last component as recorded names a user that the files don't name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The content or the defect.</returns>
    public static RunRootReading Read(GivenPath root, CancellationToken cancellationToken = default) =>
        Read(root, CoverageNumbers.SegmentsShape, cancellationToken);

    /// <summary>The same, with more of the segment file.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="segmentsShape">What to read of the segment file: at least <see cref="CoverageNumbers.SegmentsShape"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static RunRootReading Read(GivenPath root, JsonShape segmentsShape, CancellationToken cancellationToken) =>
        Read(root, segmentsShape, new DefectSink(all: false), cancellationToken);

    /// <summary>The one way to read a run root, for a batch and for <see cref="RunRootChecker"/>: they differ in the sink alone.</summary>
    internal static RunRootReading Read(GivenPath root, JsonShape segmentsShape, DefectSink defects, CancellationToken cancellationToken, RunRootWitness? witness = null)
    {
        var top = new Field(RunRootFileNames.Candidates, Open(root.Full, RunRootFileNames.Candidates, CandidateReader.Shape, defects, cancellationToken, witness: witness), defects).AsObject();
        var identity = Identify(top, FromFolder(root.Typed), defects);
        var candidates = top["candidates"].AsList();
        var report = Open(root.Full, RunRootFileNames.Coverage, CoverageNumbers.ReportShape, defects, cancellationToken, witness: witness);
        var segments = Open(root.Full, RunRootFileNames.Segments, segmentsShape, defects, cancellationToken, isRequired: false, witness);
        var coverage = CoverageNumbers.Read(report, segments, defects);
        var contributions = CandidateReader.Contributions(candidates, defects);
        return defects.First is { } defect
            ? new(identity.User, identity.Wallet, null, defect)
            : new(identity.User, identity.Wallet, new(coverage, CandidateReader.RenderTop(candidates), contributions), null) { Segments = segments };
    }

    /// <summary>Reads one file of a run root; whatever hinders that is a defect of that file.</summary>
    /// <returns>What was read; null where the file is not there or defective, or where the sink is full.</returns>
    internal static JsonValue? Open(string folder, string name, JsonShape shape, DefectSink defects, CancellationToken cancellationToken, bool isRequired = true, RunRootWitness? witness = null)
    {
        if (defects.IsFull)
        {
            return null;
        }

        var path = Path.Combine(folder, name);
        try
        {
            if (FileAt.Find(path) is { } found)
            {
                // What a board takes over of it, every reader of the board has to read again.
                if (name == RunRootFileNames.Candidates && found.Exists && found.Length > LargestCandidates)
                {
                    witness?.Trouble();
                    defects.Add(new(name, "", $"larger than {LargestCandidates >> 20} MB"));
                    return null;
                }

                return witness is null ? (s_file ??= new()).Read(path, found, shape, cancellationToken) : Read(path, found, shape, name, witness, cancellationToken);
            }

            witness?.Missing(name);

            if (isRequired)
            {
                defects.Add(new(name, "", Missing));
            }
        }
        catch (JsonTextException error)
        {
            defects.Add(new(name, "", error.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            witness?.Trouble();
            defects.Add(new(name, "", Reason(error, path)));
        }

        return null;
    }

    private static JsonValue Read(string path, FileInfo found, JsonShape shape, string name, RunRootWitness witness, CancellationToken cancellationToken)
    {
        try
        {
            return (s_file ??= new()).Read(path, found, shape, cancellationToken, witness.Hash);
        }
        finally
        {
            witness.Read(name);
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
    private static Identity FromFolder(string recordedPath)
    {
        var folder = RecordedPath.Name(recordedPath);
        return new(PythonText.Strip(folder) is { Length: > 0 } label ? label : folder, null);
    }

    /// <summary>Whose a run root is by its candidates file, else by what is known.</summary>
    private static Identity Identify(Field top, Identity known, DefectSink defects)
    {
        var before = defects.Count;
        var wallet = top["wallet"];
        var named = wallet.Value?.Kind == JsonKind.String;
        var slug = top["user_slug"].AsName();
        var label = slug == UnknownSlug ? named ? wallet.AsName() : null : slug;
        Identity identity = new(label ?? known.User, named ? wallet.AsText() : null);
        return defects.Count == before ? identity : known;
    }

    private sealed record Identity(string User, string? Wallet);
}
