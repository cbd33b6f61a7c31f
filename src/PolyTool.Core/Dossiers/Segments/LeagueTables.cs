using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>The league table that counts: the newer one of the program's and the cache's.</summary>
internal static class LeagueTables
{
    private const long Largest = 16L << 20;

    /// <summary>The newest table, and what to say where the cache's is not usable.</summary>
    /// <param name="folder">The cache's folder; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<(LeagueTable Table, string? Note)> NewestAsync(string? folder, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return (LeagueTable.Shipped, null);
        }

        var path = Path.Combine(folder, LeagueTable.FileName);
        try
        {
            if (!File.Exists(path))
            {
                return (LeagueTable.Shipped, null);
            }

            var kept = LeagueTable.Read(await Task.Run(() => ForeignFile.ReadAllBytes(path, Largest), cancellationToken).ConfigureAwait(false));
            return (kept.Date >= LeagueTable.Shipped.Date ? kept : LeagueTable.Shipped, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonTextException)
        {
            return (LeagueTable.Shipped, $"The table of leagues '{path}' is not usable, and the one that comes with the program counts: {error.Message} Update-SegmentTable writes it anew.");
        }
    }

    /// <summary>Keeps a table in a cache.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Keep(LeagueTable table, string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, LeagueTable.FileName), table.Bytes);
    }
}
