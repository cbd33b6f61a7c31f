using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;
using PolyTool.Core.Files;

namespace PolyTool.Core.Json;

/// <summary>
/// Reads JSON files as a stream: memory is bounded by what the shape keeps and by the longest token, whatever the file's
/// size. An instance keeps its buffer and name cache for the next file; one instance serves one thread at a time.
/// </summary>
/// <param name="firstSize">Bytes of the buffer that a file starts with; what is read does not depend on it.</param>
internal sealed class JsonFile(int firstSize = JsonFile.FirstSize)
{
    private const int FirstSize = 128 * 1024;

    // Room for the longest string, its quotes and what stands around it.
    private const int LargestSize = JsonLimits.StringBytes + (64 * 1024);
    private readonly JsonTreeBuilder _builder = new();
    private byte[] _buffer = new byte[firstSize];

    // Of the file under way: its length when it was looked at, the reader's state, how far it was read, and what of the buffer is not yet consumed.
    private long _length;
    private JsonReaderState _state;
    private long _position;
    private int _held;

    // Who wants to know which bytes were read.
    private IncrementalHash? _hash;

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">What of it is wanted.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="JsonTextException">The file is not JSON or passes a limit.</exception>
    public JsonValue Read(string path, JsonShape shape, CancellationToken cancellationToken)
    {
        return Read(path, FileAt.Find(path), shape, cancellationToken);
    }

    /// <summary>The same for who has looked at the file already.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">What <see cref="FileAt.Find"/> said of it.</param>
    /// <param name="shape">What of it is wanted.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <param name="hash">Gets the bytes that were read, all of the file, also where it is refused before its end; null: nobody wants them.</param>
    /// <inheritdoc cref="Read(string, JsonShape, CancellationToken)" path="/exception" />
    public JsonValue Read(string path, FileInfo? found, JsonShape shape, CancellationToken cancellationToken, IncrementalHash? hash = null)
    {
        using var file = ForeignFile.Open(path, found);
        var length = found is { Exists: true } ? found.Length : 0;
        _hash = hash;
        try
        {
            return Read(file, length, shape, skims: true, cancellationToken);
        }
        catch (JsonTextException) when (_builder.HasSkimmed)
        {
            // The fault stands, or else the file changed; a second look says where.
            return Read(file, length, shape, skims: false, cancellationToken);
        }
        finally
        {
            HashRest(file);
            _hash = null;
        }
    }

    /// <summary>What was read, after the last item of <see cref="Stream"/>.</summary>
    public JsonValue Result => _builder.Result ?? throw JsonText.Empty();

    /// <summary>Reads one file and hands out the items of the list that the shape streams, as they come.</summary>
    /// <inheritdoc cref="Read(string, JsonShape, CancellationToken)" />
    public IEnumerable<JsonValue> Stream(string path, JsonShape shape, CancellationToken cancellationToken)
    {
        var found = FileAt.Find(path);
        using var file = ForeignFile.Open(path, found);
        Begin(shape, found is { Exists: true } ? found.Length : 0, skims: false);
        try
        {
            for (var more = true; more;)
            {
                more = ReadBlock(file, cancellationToken);
                while (_builder.Streamed.TryDequeue(out var item))
                {
                    yield return item;
                }
            }
        }
        finally
        {
            Shrink();
        }
    }

    private JsonValue Read(SafeFileHandle? file, long length, JsonShape shape, bool skims, CancellationToken cancellationToken)
    {
        Begin(shape, length, skims);
        try
        {
            while (ReadBlock(file, cancellationToken))
            {
            }
        }
        finally
        {
            Shrink();
        }

        return Result;
    }

    private void Begin(JsonShape shape, long length, bool skims)
    {
        _length = length;
        _builder.Begin(shape, skims);
        _state = new(JsonText.Options);
        _position = 0;
        _held = 0;
        // Of an earlier look.
        _hash?.GetHashAndReset();
    }

    // False after the last block.
    private bool ReadBlock(SafeFileHandle? file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isFirst = _position == 0;
        var last = Fill(file ?? throw JsonText.Empty());
        if (isFirst)
        {
            JsonText.RefuseByteOrderMark(_buffer.AsSpan(0, _held));
        }

        var used = Consume(_buffer.AsSpan(0, _held), last);
        _held -= used;
        _buffer.AsSpan(used, _held).CopyTo(_buffer);
        if (!last && _held == _buffer.Length)
        {
            Grow();
        }

        return !last;
    }

    private bool Fill(SafeFileHandle file)
    {
        while (_held < _buffer.Length)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(_held), _position);
            if (read == 0)
            {
                return true;
            }

            _hash?.AppendData(_buffer, _held, read);
            _held += read;
            _position += read;

            // Less than there was room for, and as much as there was to be: the end, without asking for it.
            if (_position == _length && _held < _buffer.Length)
            {
                return true;
            }
        }

        return false;
    }

    // What was refused before its end; one that breaks off here has the hash of nothing that is there.
    private void HashRest(SafeFileHandle? file)
    {
        try
        {
            while (_hash is not null && file is not null && _position < _length && RandomAccess.Read(file, _buffer, _position) is > 0 and var read)
            {
                _hash.AppendData(_buffer, 0, read);
                _position += read;
            }
        }
        catch (IOException)
        {
            _hash!.AppendData(_buffer, 0, 1);
        }
    }

    private int Consume(ReadOnlySpan<byte> block, bool last)
    {
        Utf8JsonReader reader = new(block, last, _state);
        int used;
        try
        {
            used = _builder.Consume(block, ref reader);
        }
        catch (JsonException error)
        {
            // The first fault counts, whether it lies in the same block or in one before.
            RequireUtf8(block[..(int)reader.BytesConsumed]);
            throw JsonText.NotJson(error);
        }
        catch (JsonTextException)
        {
            RequireUtf8(block[..(int)reader.TokenStartIndex]);
            throw;
        }

        used += (int)reader.BytesConsumed;
        RequireUtf8(block[..used]);
        _state = reader.CurrentState;
        return used;
    }

    // The reader looks at the structure only. What it has consumed ends between two tokens, so never inside a sequence.
    private static void RequireUtf8(ReadOnlySpan<byte> tokens)
    {
        if (!Utf8.IsValid(tokens))
        {
            throw JsonText.NotUtf8();
        }
    }

    private void Grow()
    {
        if (_buffer.Length >= LargestSize)
        {
            throw JsonTreeBuilder.TooLongString();
        }

        System.Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, LargestSize));
    }

    // One hostile file must not leave its buffer behind, however its reading ended.
    private void Shrink()
    {
        if (_buffer.Length > 16 * firstSize)
        {
            _buffer = new byte[firstSize];
        }
    }
}
