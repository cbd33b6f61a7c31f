using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using System.Text.Json;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Answers on disk, one file each: a line of JSON about the answer, then its bytes.</summary>
/// <remarks>
/// Files are written whole under another name and then renamed, so several processes can share a folder. A file whose hash or
/// length does not fit is damaged and counts as absent; the next answer replaces it.
/// </remarks>
internal sealed class AnswerCache(string directory, long largestBytes = AnswerCache.DefaultLimit)
{
    /// <summary>Two gigabytes: some hundred thousand answers.</summary>
    public const long DefaultLimit = 2L * 1024 * 1024 * 1024;

    // More than any answer that is taken, see AnswerReader.
    private const long LargestAnswer = 256L << 20;

    private const string Extension = ".answer";

    /// <summary>The place that the platform keeps for such files; where there is no home, one of the user's own in the folder of temporary files.</summary>
    public static string DefaultDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "PolyTool", "cache");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (!Path.IsPathRooted(home))
        {
            home = Path.Combine(Path.GetTempPath(), $"polytool-{Environment.UserName}");
        }

        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "Library", "Caches", "PolyTool");
        }

        var set = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(Path.IsPathRooted(set) ? set : Path.Combine(home, ".cache"), "polytool");
    }

    public async Task<CachedAnswer?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        byte[] content;
        DateTime storedAt;
        try
        {
            // Looked at once: each look at a file costs as much as reading one of this size.
            FileInfo file = new(PathOf(key));
            if (!file.Exists || file.Attributes.HasFlag(FileAttributes.ReparsePoint) || OwnFolder.IsLink(file.DirectoryName!))
            {
                return null;
            }

            storedAt = file.LastWriteTimeUtc;
            content = await Task.Run(() => ForeignFile.ReadAllBytes(file.FullName, file, LargestAnswer), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Removed or locked by another process meanwhile: as if it were not there.
            return null;
        }

        return Parse(key, content) is { } answer ? answer with { StoredAtUtc = storedAt } : null;
    }

    /// <summary>Keeps an answer, and says the SHA-256 of its bytes in lower-case hex.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public async Task<string> WriteAsync(string key, ReadOnlyMemory<byte> body, DateTimeOffset fetchedAt, bool isPermanent, CancellationToken cancellationToken)
    {
        var hash = ContentHash.Of(body.Span);
        var path = PathOf(key);
        OwnFolder.Make(Path.GetDirectoryName(path)!, own: 1);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            // Not brought to the disk: a torn file shows by its hash, and a flush for each answer would cost more than the answer.
            var file = NewFile.Create(temporary);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(Head(key, fetchedAt, isPermanent, body.Length, hash), cancellationToken).ConfigureAwait(false);
                await file.WriteAsync(body, cancellationToken).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        return hash;
    }

    /// <summary>Removes the oldest answers until nine tenths of the size limit hold, where the limit is passed.</summary>
    /// <returns>Files and bytes removed.</returns>
    public CacheRemoval Trim(CancellationToken cancellationToken)
    {
        var files = Files();
        var total = files.Sum(f => f.Length);
        return total <= largestBytes
            ? new CacheRemoval(0, 0)
            : Remove(files.OrderBy(f => f.StoredAtUtc).ThenBy(f => f.Name, StringComparer.Ordinal), total - (long)(largestBytes * 0.9), cancellationToken);
    }

    /// <summary>Removes every answer stored before a time, or all.</summary>
    public CacheRemoval Clear(DateTime? storedBeforeUtc, CancellationToken cancellationToken) =>
        Remove(Files().Where(f => storedBeforeUtc is null || f.StoredAtUtc < storedBeforeUtc), long.MaxValue, cancellationToken);

    /// <summary>How many answers there are, and their bytes.</summary>
    public CacheRemoval Measure()
    {
        var files = Files();
        return new CacheRemoval(files.Count, files.Sum(f => f.Length));
    }

    private static CacheRemoval Remove(IEnumerable<StoredFile> files, long atLeastBytes, CancellationToken cancellationToken)
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (bytes >= atLeastBytes)
            {
                break;
            }

            try
            {
                File.Delete(file.Path);
                (count, bytes) = (count + 1, bytes + file.Length);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use or gone; the next time it goes.
            }
        }

        return new CacheRemoval(count, bytes);
    }

    // No link is followed, whether it is a file or a folder: what it leads to is not ours to count or to remove.
    private List<StoredFile> Files() => !Directory.Exists(directory) ? [] :
    [
        .. new FileSystemEnumerable<StoredFile>(
            directory,
            static (ref FileSystemEntry entry) => new(entry.ToFullPath(), entry.FileName.ToString(), entry.Length, entry.LastWriteTimeUtc.UtcDateTime),
            new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory && !IsLink(ref entry) && entry.FileName.EndsWith(Extension, StringComparison.Ordinal),
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !IsLink(ref entry),
        },
    ];

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private string PathOf(string key)
    {
        var name = ContentHash.Of(Encoding.UTF8.GetBytes(key));
        return Path.Combine(directory, name[..2], name[2..34] + Extension);
    }

    private static byte[] Head(string key, DateTimeOffset fetchedAt, bool isPermanent, int length, string hash)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("key", key);
            writer.WriteString("fetched_at", fetchedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteBoolean("permanent", isPermanent);
            writer.WriteNumber("length", length);
            writer.WriteString("sha256", hash);
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static CachedAnswer? Parse(string key, byte[] content)
    {
        var end = Array.IndexOf(content, (byte)'\n');
        if (end < 0)
        {
            return null;
        }

        try
        {
            var head = JsonText.Parse(content.AsSpan(0, end));
            var body = content[(end + 1)..];
            var hash = ContentHash.Of(body);
            return head["key"]?.AsText == key && head["sha256"]?.AsText == hash
                && DateTimeOffset.TryParse(head["fetched_at"]?.AsText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var fetchedAt) && head["permanent"] is { Kind: JsonKind.True or JsonKind.False } permanent
                ? new CachedAnswer(body, fetchedAt, hash, permanent.Kind == JsonKind.True)
                : null;
        }
        catch (JsonTextException)
        {
            return null;
        }
    }

    private sealed record StoredFile(string Path, string Name, long Length, DateTime StoredAtUtc);
}

/// <summary>What a cleaning removed, or what there is.</summary>
/// <param name="Files">Answers.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record CacheRemoval(int Files, long Bytes);

/// <summary>An answer as the cache keeps it.</summary>
/// <param name="Body">The answer's bytes.</param>
/// <param name="FetchedAt">When it was fetched.</param>
/// <param name="Sha256">Lower-case hex of the body's SHA-256.</param>
/// <param name="IsPermanent">Whether it can never change.</param>
internal sealed record CachedAnswer(byte[] Body, DateTimeOffset FetchedAt, string Sha256, bool IsPermanent)
{
    /// <summary>Whether this run stored it, by the file's own time: a fixed clock says nothing about that.</summary>
    public DateTime StoredAtUtc { get; init; }
}
