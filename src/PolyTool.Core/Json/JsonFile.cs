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

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">What of it is wanted.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="JsonTextException">The file is not JSON or passes a limit.</exception>
    public JsonValue Read(string path, JsonShape shape, CancellationToken cancellationToken)
    {
        foreach (var streamed in Stream(path, shape, cancellationToken))
        {
            // A shape without a streamed list hands out nothing.
            _ = streamed;
        }

        return Result;
    }

    /// <summary>What was read, after the last item of <see cref="Stream"/>.</summary>
    public JsonValue Result => _builder.Result ?? throw JsonText.Empty();

    /// <summary>Reads one file and hands out the items of the list that the shape streams, as they come.</summary>
    /// <inheritdoc cref="Read" />
    public IEnumerable<JsonValue> Stream(string path, JsonShape shape, CancellationToken cancellationToken)
    {
        using var file = ForeignFile.Open(path) ?? throw JsonText.Empty();
        _builder.Begin(shape);
        JsonReaderState state = new(JsonText.Options);
        long position = 0;
        var held = 0;
        var first = true;
        bool last;
        try
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                last = Fill(file, ref position, ref held);
                if (first)
                {
                    JsonText.RefuseByteOrderMark(_buffer.AsSpan(0, held));
                    first = false;
                }

                var used = Consume(_buffer.AsSpan(0, held), last, ref state);
                held -= used;
                _buffer.AsSpan(used, held).CopyTo(_buffer);
                if (!last && held == _buffer.Length)
                {
                    Grow();
                }

                while (_builder.Streamed.TryDequeue(out var item))
                {
                    yield return item;
                }
            }
            while (!last);
        }
        finally
        {
            Shrink();
        }
    }

    private bool Fill(SafeFileHandle file, ref long position, ref int held)
    {
        while (held < _buffer.Length)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(held), position);
            if (read == 0)
            {
                return true;
            }

            held += read;
            position += read;
        }

        return false;
    }

    private int Consume(ReadOnlySpan<byte> block, bool last, ref JsonReaderState state)
    {
        Utf8JsonReader reader = new(block, last, state);
        try
        {
            _builder.Consume(ref reader);
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

        var used = (int)reader.BytesConsumed;
        RequireUtf8(block[..used]);
        state = reader.CurrentState;
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
