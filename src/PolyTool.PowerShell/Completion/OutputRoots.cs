using PolyTool.Core.Batches;
using PolyTool.Core.Leaderboards;

namespace PolyTool.PowerShell.Completion;

/// <summary>The batches of an output root by their names alone, newest dates first: no file is opened.</summary>
internal static class OutputRoots
{
    /// <summary>The output root that is meant where none is given.</summary>
    public const string Default = "artifacts/research/batch_runs";

    /// <summary>The output root on the line, or the default one.</summary>
    public static string OnLine(CompletionRequest request) => request.Bound("OutputRoot", "LiteralPath") ?? Default;

    /// <summary>Date and id of the batches whose id passes.</summary>
    public static IEnumerable<(string Date, string Id, bool IsComplete)> Batches(string outputRoot, Func<string, bool> isWanted)
    {
        string root = CompletionRequest.FullPath(outputRoot);
        foreach (string date in Directory.EnumerateDirectories(root).OrderByDescending(static date => date, StringComparer.Ordinal))
        {
            foreach (string batch in Directory.EnumerateDirectories(date).Where(batch => isWanted(Path.GetFileName(batch))).Order(StringComparer.Ordinal))
            {
                bool isComplete = File.Exists(Path.Combine(batch, LeaderboardFileNames.Manifest));
                if (isComplete || File.Exists(Path.Combine(batch, BatchFolder.JournalName)))
                {
                    yield return (Path.GetFileName(date), Path.GetFileName(batch), isComplete);
                }
            }
        }
    }
}
