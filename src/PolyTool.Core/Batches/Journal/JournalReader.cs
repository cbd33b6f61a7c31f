using Microsoft.Win32.SafeHandles;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Batches.Journal;

/// <summary>Reads a journal back. A last line without its end was torn when the process died and does not count.</summary>
internal static class JournalReader
{
    private const int LongestLine = 64 << 20;

    /// <summary>Reads the first line.</summary>
    /// <param name="path">The journal.</param>
    /// <returns>What the batch was asked to do.</returns>
    /// <exception cref="Failure"><c>JournalDamaged</c>, <c>JournalVersion</c> or <c>JournalNotRead</c>.</exception>
    public static JournalHeader ReadHeader(string path) => Read(path, skipDamaged: true).First().Header!;

    /// <summary>The run roots of the users whose last line says success.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="skipDamaged">Leave out lines that cannot be read, instead of throwing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The last entry of each succeeded user.</returns>
    /// <exception cref="Failure"><c>JournalDamaged</c>, <c>JournalVersion</c> or <c>JournalNotRead</c>.</exception>
    public static Dictionary<string, JournalEntry> ReadSucceeded(string path, bool skipDamaged, CancellationToken cancellationToken)
    {
        Dictionary<string, JournalEntry> succeeded = new(StringComparer.Ordinal);
        foreach (var (_, entry) in Read(path, skipDamaged))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry is { Error: null })
            {
                succeeded[entry.User] = entry;
            }
            else if (entry is not null)
            {
                succeeded.Remove(entry.User);
            }
        }

        return succeeded;
    }

    /// <summary>The run roots of the users whose last line says success; of a million users it keeps no more than these.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="users">The users; others do not count.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The run roots.</returns>
    /// <exception cref="Failure"><c>JournalDamaged</c>, <c>JournalVersion</c> or <c>JournalNotRead</c>.</exception>
    public static DoneRunRoots ReadRunRoots(string path, IReadOnlyList<string> users, CancellationToken cancellationToken)
    {
        Dictionary<TextKey, int> places = new(users.Count);
        foreach (var user in users)
        {
            places.Add(TextKey.Of(user), places.Count);
        }

        DoneRunRoots runRoots = new(users.Count);
        foreach (var (_, entry) in Read(path, skipDamaged: false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry is not null && places.TryGetValue(TextKey.Of(entry.User), out var place))
            {
                runRoots.Set(place, entry.RunRoot);
            }
        }

        return runRoots;
    }

    /// <summary>How many users are done, by the last line of each; lines that cannot be read are left out.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Users that succeeded and users that failed.</returns>
    /// <exception cref="Failure"><c>JournalDamaged</c>, <c>JournalVersion</c> or <c>JournalNotRead</c>.</exception>
    public static (int Succeeded, int Failed) Tally(string path, CancellationToken cancellationToken)
    {
        Dictionary<string, bool> succeeded = new(StringComparer.Ordinal);
        foreach (var (_, entry) in Read(path, skipDamaged: true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry is not null)
            {
                succeeded[entry.User] = entry.Error is null;
            }
        }

        var done = succeeded.Values.Count(static success => success);
        return (done, succeeded.Count - done);
    }

    /// <summary>How many bytes of the file are whole lines.</summary>
    /// <param name="file">The journal.</param>
    /// <returns>The length up to and including the last line feed.</returns>
    public static long WholeLength(FileStream file)
    {
        Span<byte> block = stackalloc byte[4096];
        var end = file.Length;
        while (end > 0)
        {
            var start = Math.Max(0, end - block.Length);
            file.Position = start;
            var read = block[..(int)(end - start)];
            file.ReadExactly(read);
            var last = read.LastIndexOf((byte)'\n');
            if (last >= 0)
            {
                return start + last + 1;
            }

            end = start;
        }

        return 0;
    }

    private static IEnumerable<(JournalHeader? Header, JournalEntry? Entry)> Read(string path, bool skipDamaged)
    {
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            if (number == 1)
            {
                yield return (Header(path, line), null);
            }
            else if (Entry(path, number, line, skipDamaged) is { } entry)
            {
                yield return (null, entry);
            }
        }

        if (number == 0)
        {
            throw Damaged(path, 1, "it is not complete");
        }
    }

    /// <summary>The whole lines, each good until the next; of one that is longer than any journal's nothing is left.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        using var file = Open(path);
        var buffer = new byte[64 * 1024];
        var held = 0;
        var isTooLong = false;
        long position = 0;
        for (int read; (read = Guarded(path, () => RandomAccess.Read(file, buffer.AsSpan(held), position))) > 0;)
        {
            position += read;
            held += read;
            var start = 0;
            for (int length; (length = buffer.AsSpan(start, held - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
            {
                yield return isTooLong ? default : buffer.AsMemory(start, length);
                isTooLong = false;
            }

            held -= start;
            buffer.AsSpan(start, held).CopyTo(buffer);
            if (held == buffer.Length && held < LongestLine)
            {
                Array.Resize(ref buffer, 2 * held);
            }
            else if (held == buffer.Length)
            {
                (held, isTooLong) = (0, true);
            }
        }
    }

    // Its writer may still be at work: the lock of the folder, not this file, keeps two batches apart.
    private static SafeFileHandle Open(string path) =>
        Guarded(path, () => ForeignFile.Open(path, share: FileShare.ReadWrite | FileShare.Delete)) ?? throw Damaged(path, 1, "it is empty, or a pipe or a device");

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Failure("JournalNotRead", $"The journal '{path}' cannot be read: {error.Message}", path, cause: error);
        }
    }

    private static JournalHeader Header(string path, ReadOnlyMemory<byte> line)
    {
        try
        {
            var first = JsonText.Parse(line.Span);
            var version = JournalLine.ReadVersion(first);
            return version == JournalHeader.CurrentVersion
                ? JournalLine.ReadHeader(first)
                : throw new Failure(
                    "JournalVersion", $"The journal '{path}' has version {version}; this PolyTool reads version {JournalHeader.CurrentVersion}. Resume with the PolyTool that wrote it, or start a new batch.", path);
        }
        catch (Exception error) when (error is JsonTextException or FormatException)
        {
            throw Damaged(path, 1, error.Message);
        }
    }

    private static JournalEntry? Entry(string path, int number, ReadOnlyMemory<byte> line, bool skipDamaged)
    {
        try
        {
            return JournalLine.ReadEntry(JsonText.Parse(line.Span));
        }
        catch (Exception error) when (error is JsonTextException or FormatException)
        {
            return skipDamaged ? null : throw Damaged(path, number, error.Message);
        }
    }

    private static Failure Damaged(string path, int line, string reason) => new(
        "JournalDamaged",
        line == 1
            ? $"The journal '{path}' is damaged in its first line ({reason}). Start a new batch, or this one with -Force and without -Resume."
            : $"The journal '{path}' is damaged in line {line} ({reason}). With -Force the damaged lines are left out and their users are scanned again.",
        path);
}
