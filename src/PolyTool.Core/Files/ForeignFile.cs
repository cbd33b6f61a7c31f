using Microsoft.Win32.SafeHandles;

namespace PolyTool.Core.Files;

/// <summary>
/// The one way to open a file that somebody else may have written: batches, sets, dossiers, tables, journals, run roots, the
/// cache. A pipe would be waited for, a device has no end, and a size can be a claim; so kind and size are looked at first,
/// behind links too.
/// </summary>
internal static class ForeignFile
{
    /// <summary>The largest file that is read as a stream: 64 GB, many times a batch of a million users.</summary>
    private const long LargestStream = 1L << 36;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">Bytes that it may have.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="options">How it will be read.</param>
    /// <returns>The open file; null where there is nothing to read: it is empty, or a pipe or a device.</returns>
    /// <exception cref="IOException">It is not there, is too large, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened, or is a folder.</exception>
    public static SafeFileHandle? Open(string path, long largest = LargestStream, FileShare share = FileShare.Read, FileOptions options = FileOptions.None) =>
        Open(path, FileAt.Find(path), largest, share, options);

    /// <summary>The same for who has looked already.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">What <see cref="FileAt.Find"/> said of it.</param>
    /// <param name="largest">Bytes that it may have.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="options">How it will be read.</param>
    /// <inheritdoc cref="Open(string, long, FileShare, FileOptions)" />
    public static SafeFileHandle? Open(string path, FileInfo? found, long largest = LargestStream, FileShare share = FileShare.Read, FileOptions options = FileOptions.None) =>
        found switch
        {
            { Exists: true, Length: 0 } => null,
            { Exists: true, Length: var length } when length > largest => throw new IOException($"'{path}' is larger than {largest >> 20} MB"),
            _ => File.OpenHandle(path, FileMode.Open, FileAccess.Read, share, options),
        };

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">Bytes that it may have.</param>
    /// <returns>The bytes; none where there is nothing to read.</returns>
    /// <inheritdoc cref="Open(string, long, FileShare, FileOptions)" path="/exception" />
    public static byte[] ReadAllBytes(string path, long largest) => ReadAllBytes(path, FileAt.Find(path), largest);

    /// <summary>The same for who has looked already.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">What <see cref="FileAt.Find"/> said of it, or a look at it where it is no link.</param>
    /// <param name="largest">Bytes that it may have.</param>
    /// <inheritdoc cref="ReadAllBytes(string, long)" />
    public static byte[] ReadAllBytes(string path, FileInfo? found, long largest)
    {
        using var file = Open(path, found, largest);
        if (file is null)
        {
            return [];
        }

        var bytes = new byte[(int)Math.Min(RandomAccess.GetLength(file), largest)];
        var held = Fill(file, bytes, 0);
        return held == bytes.Length ? bytes : bytes[..held];
    }

    /// <summary>Reads until the bytes are full or the file ends; the system may give less at a time.</summary>
    /// <returns>How many were read.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static int Fill(SafeFileHandle file, Span<byte> bytes, long at)
    {
        var held = 0;
        for (int read; held < bytes.Length && (read = RandomAccess.Read(file, bytes[held..], at + held)) > 0; held += read)
        {
        }

        return held;
    }
}
