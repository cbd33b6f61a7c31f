using System.Globalization;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Run roots for the tests of the cmdlet, and its files by content.</summary>
internal static class BatchFolders
{
    /// <summary>The cmdlet with a clock that stands.</summary>
    public static string RunRoot(this ScratchFolder folder, string name, string user)
    {
        folder.Write($"{name}/coverage_reconciliation_report.json", "{\"clv_coverage\": {\"coverage_rate\": 0.5}}");
        folder.Write($"{name}/hypothesis_candidates.json", $$"""{"user_slug": "{{user}}", "candidates": [{"segment_key": "league:nba", "rank": 1}]}""");
        return name;
    }

    /// <summary>Makes run roots <c>roots/u1</c> to <c>roots/un</c> and the users file <c>users.txt</c>.</summary>
    public static void Users(this ScratchFolder folder, int count)
    {
        string[] users = [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"u{i}"))];
        foreach (var user in users)
        {
            folder.RunRoot($"roots/{user}", user);
        }

        folder.Write("users.txt", string.Join('\n', users));
    }

    /// <summary>All files below a folder by relative path, but logs and journals, whose content tells of times.</summary>
    public static Dictionary<string, string> Files(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Where(path => !path.EndsWith(".jsonl", StringComparison.Ordinal) && !path.EndsWith(".log", StringComparison.Ordinal))
        .ToDictionary(path => Path.GetRelativePath(root, path), File.ReadAllText, StringComparer.Ordinal);
}
