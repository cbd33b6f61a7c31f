using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Finds the files of a batch from what users give: a batch root, one of its files, or an output root.</summary>
public static class LeaderboardLocator
{
    private static readonly JsonShape s_manifest = JsonShape.Members(("created_at", JsonShape.All));

    /// <summary>Finds one of a batch's files.</summary>
    /// <param name="path">A batch root, a file (taken as it is), or an output root, which stands for its newest complete batch.</param>
    /// <param name="fileName">The file wanted, one of <see cref="LeaderboardFileNames"/>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="NotALeaderboardException">The path leads to none.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static string Find(string path, string fileName, CancellationToken cancellationToken = default)
    {
        if (File.Exists(path))
        {
            return path;
        }

        string own = Path.Combine(path, fileName);
        if (File.Exists(own))
        {
            return own;
        }

        string batch = Newest(path, cancellationToken) ?? throw new NotALeaderboardException(path, $"it holds neither {fileName} nor batches");
        return Path.Combine(batch, fileName);
    }

    /// <summary>The newest complete batch of an output root, by the time in its manifest, then by path; null where there is none.</summary>
    private static string? Newest(string outputRoot, CancellationToken cancellationToken)
    {
        // Dates are folder names, so the newest date that has a complete batch decides; only its manifests are read.
        foreach (string date in Directory.GetDirectories(outputRoot).OrderByDescending(Path.GetFileName, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string? newest = Directory.GetDirectories(date)
                .Where(static batch => File.Exists(Path.Combine(batch, LeaderboardFileNames.Manifest)))
                .OrderByDescending(batch => CreatedAt(batch, cancellationToken), StringComparer.Ordinal)
                .ThenByDescending(static batch => batch, CodePointOrder.Comparer)
                .FirstOrDefault();
            if (newest is not null)
            {
                return newest;
            }
        }

        return null;
    }

    // Always UTC in one format, so text order is time order.
    private static string CreatedAt(string batch, CancellationToken cancellationToken)
    {
        try
        {
            JsonValue? value = new JsonFile().Read(Path.Combine(batch, LeaderboardFileNames.Manifest), s_manifest, cancellationToken)["created_at"];
            return value?.Kind == JsonKind.String ? value.Text : "";
        }
        catch (Exception error) when (error is JsonTextException or IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
