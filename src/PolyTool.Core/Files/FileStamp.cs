using System.Runtime.InteropServices;

namespace PolyTool.Core.Files;

/// <summary>What a file looks like without being opened. Two stamps alike mean the same bytes to who trusts length and time of change.</summary>
/// <param name="Length">Bytes; -1 where nothing is there.</param>
/// <param name="Ticks">The time of its last change, UTC, in 100 ns since the year 1; of a link the largest number.</param>
/// <param name="Mode">Who may read it, on Unix; 0 elsewhere.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStamp(long Length, long Ticks, int Mode)
{
    // The coarsest clock of a file system (FAT): of what changed within it, a second change may bear the same time.
    private const long Coarsest = 2 * TimeSpan.TicksPerSecond;

    // A time that no look can trust.
    private const long Never = long.MaxValue;

    /// <summary>Nothing is there.</summary>
    public static FileStamp Missing { get; } = new(-1, 0, 0);

    /// <summary>Whether nothing is there.</summary>
    public bool IsMissing => Length < 0;

    /// <summary>Looks at a path, links followed.</summary>
    /// <returns>The stamp; null where one may not look, or where there is something else than a file with content.</returns>
    public static FileStamp? Of(string path)
    {
        try
        {
            return FileAt.Find(path) is not { } found ? Missing
                : found is not { Exists: true, Length: > 0 } ? null
                // A link can lead to another file tomorrow, which looks the same.
                : new(found.Length, found.FullName == path ? found.LastWriteTimeUtc.Ticks : Never, OperatingSystem.IsWindows() ? 0 : (int)found.UnixFileMode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether whatever changes the file from <paramref name="since"/> on gives it another time.</summary>
    public bool IsSettledBefore(DateTimeOffset since) => IsMissing || Ticks <= since.UtcTicks - Coarsest;
}
