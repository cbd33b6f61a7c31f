using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches.Journal;

/// <summary>
/// Appends to a journal. One task writes; what has come while the disk was busy goes out in one write and one flush to the
/// disk.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private readonly Channel<JournalEntry> _waiting = Channel.CreateBounded<JournalEntry>(
        new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Stream _file;
    private readonly string _path;
    private readonly Task _writing;

    /// <summary>Writes entries to an open journal; takes over the stream.</summary>
    internal JournalWriter(Stream file, string path)
    {
        (_file, _path) = (file, path);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Starts a journal: its first line is there whole or not at all.</summary>
    /// <param name="path">The journal; an old one is replaced.</param>
    /// <param name="header">The first line.</param>
    /// <param name="entries">Entries of an earlier journal that go on standing.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="Failure"><c>JournalNotWritten</c>.</exception>
    public static JournalWriter Create(string path, JournalHeader header, IEnumerable<JournalEntry> entries) => Guarded(path, () =>
    {
        ArrayBufferWriter<byte> lines = new();
        JournalLine.Write(lines, header);
        using (Utf8JsonWriter json = new(lines))
        {
            foreach (var entry in entries)
            {
                JournalLine.Write(lines, json, entry);
            }
        }

        AtomicFile.Write(path, lines.WrittenSpan);
        return Append(path);
    });

    /// <summary>Goes on with a journal; a torn last line is cut off.</summary>
    /// <param name="path">The journal.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="Failure"><c>JournalNotWritten</c>.</exception>
    public static JournalWriter Open(string path) => Guarded(path, () => Append(path));

    /// <summary>Hands over an entry; waits only where the disk is far behind.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Failure"><c>JournalNotWritten</c>: an earlier entry could not be written.</exception>
    public async ValueTask AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException error)
        {
            throw NotWritten(_path, error.InnerException ?? error);
        }
    }

    /// <summary>Waits until all that was handed over is on the disk. Nothing can be handed over after it.</summary>
    /// <returns>When that is so.</returns>
    /// <exception cref="Failure"><c>JournalNotWritten</c>.</exception>
    public async Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _writing.ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(_path, error);
        }
    }

    /// <summary>As <see cref="CompleteAsync"/>, but silent: for the ways out where another error is already under way.</summary>
    /// <returns>When the journal is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static JournalWriter Append(string path)
    {
        OwnFolder.RequireNoLink(path, own: 1);

        // No buffer of the stream's own: a failed write must not be tried again when the stream is closed.
        FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.SetLength(JournalReader.WholeLength(file));
        file.Seek(0, SeekOrigin.End);
        return new JournalWriter(file, path);
    }

    private static JournalWriter Guarded(string path, Func<JournalWriter> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, error);
        }
    }

    private static Failure NotWritten(string path, Exception error) => new(
        "JournalNotWritten", $"The journal '{path}' cannot be written: {StandingFile.Sentence(error.Message)} The batch stops; free the disk and go on with -Resume.", path, cause: error);

    private async Task WriteAllAsync()
    {
        ArrayBufferWriter<byte> lines = new(64 * 1024);
        try
        {
            await using var file = _file.ConfigureAwait(false);
            using Utf8JsonWriter json = new(lines);
            while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (lines.WrittenCount < 1024 * 1024 && _waiting.Reader.TryRead(out var entry))
                {
                    JournalLine.Write(lines, json, entry);
                }

                await _file.WriteAsync(lines.WrittenMemory).ConfigureAwait(false);
                Flush();
                lines.ResetWrittenCount();
            }
        }
        catch (Exception error)
        {
            _waiting.Writer.TryComplete(error);
            throw;
        }
    }

    private void Flush()
    {
        if (_file is FileStream onDisk)
        {
            onDisk.Flush(flushToDisk: true);
        }
        else
        {
            _file.Flush();
        }
    }
}
