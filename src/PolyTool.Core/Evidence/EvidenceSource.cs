using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Evidence;

/// <summary>
/// Finds a run root's statistics: <c>segment_statistics.json</c>, else users' means from the original's
/// <c>segment_analysis.json</c>. Both are optional, so what is wrong with one never fails its user's row.
/// </summary>
internal static class EvidenceSource
{
    private const long MaxLength = 256 << 20;

    [ThreadStatic]
    private static JsonFile? s_file;

    /// <summary>What has to be read of the segment file of a run root for its statistics as well: nothing more where it has them in a file of their own.</summary>
    /// <param name="runRoot">The run root's full path.</param>
    public static JsonShape SegmentsShape(string runRoot) => SegmentsShape(FileAt.Find(Path.Combine(runRoot, SegmentStatistics.FileName)) is { Exists: true });

    /// <summary>The same for who knows.</summary>
    /// <param name="hasStatistics">Whether the run root has statistics in a file of their own.</param>
    public static JsonShape SegmentsShape(bool hasStatistics) => hasStatistics ? CoverageNumbers.SegmentsShape : OriginalSegmentAnalysis.Shape;

    /// <summary>Reads the statistics, or says why there are none.</summary>
    /// <param name="runRoot">The run root's full path.</param>
    /// <param name="user">The user as the batch names them.</param>
    /// <param name="wallet">Their wallet, where the run root names it.</param>
    public static (UserFigures? Figures, string? Problem) Read(string runRoot, string user, string? wallet) =>
        Read(runRoot, user, wallet, ReadOriginal, witness: null);

    /// <summary>The same for a run root whose segment file was read by <see cref="SegmentsShape(string)"/> already.</summary>
    /// <param name="runRoot">The run root's full path.</param>
    /// <param name="user">The user as the batch names them.</param>
    /// <param name="wallet">Their wallet, where the run root names it.</param>
    /// <param name="segments">What was read; null where there is no such file.</param>
    /// <param name="witness">Notes what was seen of the file of statistics; null: nobody asks.</param>
    public static (UserFigures? Figures, string? Problem) Read(string runRoot, string user, string? wallet, JsonValue? segments, RunRootWitness? witness = null) =>
        Read(runRoot, user, wallet, _ => segments, witness);

    private static (UserFigures? Figures, string? Problem) Read(string runRoot, string user, string? wallet, Func<string, JsonValue?> original, RunRootWitness? witness)
    {
        (var figures, var problem) = ReadAny(runRoot, user, wallet, original, witness);
        return figures is null ? (null, VisibleText.Message(problem!))
            : HasLongName(figures) ? (null, $"a name in its statistics is longer than {JsonLimits.NameLength} characters")
            : (figures, null);
    }

    // A board repeats the names of segments, users and wallets many times.
    private static bool HasLongName(UserFigures figures) =>
        figures.Wallet?.Length > JsonLimits.NameLength || figures.Segments.Any(static segment => segment.Key.Segment.Length > JsonLimits.NameLength || segment.Key.Variant.Length > JsonLimits.NameLength);

    private static (UserFigures? Figures, string? Problem) ReadAny(string runRoot, string user, string? wallet, Func<string, JsonValue?> original, RunRootWitness? witness)
    {
        var file = SegmentStatistics.FileName;
        try
        {
            if (TryRead(Path.Combine(runRoot, file), out var bytes))
            {
                witness?.Read(file, bytes);
                return (UserFigures.Read(user, bytes), null);
            }

            witness?.Missing(file);

            file = RunRootFileNames.Segments;
            return original(runRoot) is not { } document ? (null, $"no {SegmentStatistics.FileName} and no {file}")
                : OriginalSegmentAnalysis.Read(user, wallet, document) is { } figures ? (figures, null)
                : (null, $"{file} has no segments");
        }
        catch (JsonTextException e)
        {
            return (null, $"{file}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            witness?.Trouble();
            // The system's words name paths and differ by platform; the file's bytes must not.
            return (null, "its statistics cannot be read");
        }
    }

    private static JsonValue? ReadOriginal(string runRoot)
    {
        var path = Path.Combine(runRoot, RunRootFileNames.Segments);
        return FileAt.Find(path) is { Exists: true, Length: > 0 } ? (s_file ??= new()).Read(path, OriginalSegmentAnalysis.Shape, CancellationToken.None) : null;
    }

    private static bool TryRead(string path, out byte[] bytes)
    {
        var exists = FileAt.Find(path) is { Exists: true };
        bytes = exists ? ForeignFile.ReadAllBytes(path, MaxLength) : [];
        return exists;
    }
}
