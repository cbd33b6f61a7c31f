using PolyTool.Core.CanonicalJson;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Evidence.UserStatistics;

namespace PolyTool.Core.Evidence;

/// <summary>
/// Finds a run root's statistics: <c>segment_statistics.json</c>, else users' means from the original's
/// <c>segment_analysis.json</c>. Both are optional, so what is wrong with one never fails its user's row.
/// </summary>
internal static class EvidenceSource
{
    private const string OriginalFile = "segment_analysis.json";
    private const long MaxLength = 256 << 20;

    /// <summary>Reads the statistics, or says why there are none.</summary>
    /// <param name="runRoot">The run root's full path.</param>
    /// <param name="user">The user as the batch names them.</param>
    /// <param name="wallet">Their wallet, where the run root names it.</param>
    public static (UserFigures? Figures, string? Problem) Read(string runRoot, string user, string? wallet)
    {
        try
        {
            return TryRead(runRoot, UserSegmentStatistics.FileName, out var bytes) ? (UserFigures.Read(user, bytes), null)
                : !TryRead(runRoot, OriginalFile, out bytes) ? (null, $"no {UserSegmentStatistics.FileName} and no {OriginalFile}")
                : OriginalSegmentAnalysis.Read(user, wallet, JsonText.Parse(bytes)) is { } figures ? (figures, null)
                : (null, $"{OriginalFile} has no segments");
        }
        catch (UserSegmentStatisticsException e)
        {
            return (null, $"{UserSegmentStatistics.FileName}: {e.Message}");
        }
        catch (JsonTextException e)
        {
            return (null, $"{OriginalFile}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system's words name paths and differ by platform; the file's bytes must not.
            return (null, "its statistics cannot be read");
        }
    }

    private static bool TryRead(string runRoot, string name, out byte[] bytes)
    {
        var path = Path.Combine(runRoot, name);
        bytes = [];
        if (!File.Exists(path))
        {
            return false;
        }

        if (new FileInfo(path).Length > MaxLength)
        {
            throw new IOException($"{path} is larger than {MaxLength >> 20} MB");
        }

        bytes = File.ReadAllBytes(path);
        return true;
    }
}
