namespace PolyTool.Core.Files;

/// <summary>
/// Writes a set of files into one folder, all of them or none. Each is written under a temporary name; the commit brings all
/// of them to the disk, then removes the old last file, renames the others, and renames the last one: where the last file is,
/// the set is complete.
/// </summary>
public sealed class StagedFiles : IDisposable
{
    private readonly string _directory;
    private readonly string _lastName;
    private readonly List<StagedFile> _files = [];
    private bool _done;

    /// <summary>Starts a set. The folder is made if it is not there.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="lastName">The file that is renamed last, because its presence says that the set is complete.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    public StagedFiles(string directory, string lastName)
    {
        _directory = directory;
        _lastName = lastName;
        Directory.CreateDirectory(directory);
    }

    /// <summary>Starts one file of the set.</summary>
    /// <param name="name">Its name in the folder.</param>
    /// <returns>A stream that is written from front to back; the set closes it.</returns>
    /// <exception cref="IOException">The temporary file cannot be made, or another process writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">The temporary file may not be made.</exception>
    public Stream Create(string name)
    {
        ObjectDisposedException.ThrowIf(_done, this);

        var path = Path.Combine(_directory, name);
        if (Directory.Exists(path))
        {
            // Said before anything is renamed: else the old set would be broken up for nothing.
            throw new IOException($"'{path}' is a folder, and a file belongs there.");
        }

        // A fixed name: what a killed process left behind is replaced, never piled up.
        var temporary = Path.Combine(_directory, $".{name}.tmp");
        StagedStream stream = new(temporary);
        _files.Add(new(temporary, path, stream));
        return stream;
    }

    /// <summary>Makes the set real.</summary>
    /// <exception cref="IOException">A file cannot be written or renamed. Before the first rename the old files stand untouched; after it the last file is missing, so nobody takes the set for complete.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be renamed.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        foreach (var file in _files)
        {
            file.Stream.FlushToDisk();
            file.Stream.Dispose();
        }

        var last = Path.Combine(_directory, _lastName);
        if (_files.Count > 1)
        {
            File.Delete(last);
        }

        foreach (var file in _files.OrderBy(f => f.Path == last))
        {
            File.Move(file.Temporary, file.Path, overwrite: true);
        }

        _done = true;
    }

    /// <summary>Drops what is not committed, temporary files included.</summary>
    public void Dispose()
    {
        if (_done)
        {
            return;
        }

        _done = true;
        foreach (var file in _files)
        {
            Drop(file);
        }
    }

    private static void Drop(StagedFile file)
    {
        try
        {
            file.Stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk refuses the rest of the buffer; the file goes anyway.
        }

        try
        {
            File.Delete(file.Temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its hidden name says what it is; the next set of this folder writes over it.
        }
    }

    private sealed record StagedFile(string Temporary, string Path, StagedStream Stream);
}

/// <summary>Writes one file so that it is there whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>Writes the bytes to a temporary file beside the path, brings it to the disk and renames it over the path.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stands as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var full = Path.GetFullPath(path);
        using StagedFiles staged = new(Path.GetDirectoryName(full)!, Path.GetFileName(full));
        staged.Create(Path.GetFileName(full)).Write(content);
        staged.Commit();
    }
}
