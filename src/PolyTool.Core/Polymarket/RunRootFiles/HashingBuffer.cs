using System.Buffers;
using System.Security.Cryptography;

namespace PolyTool.Core.Polymarket.RunRootFiles;

/// <summary>Writes to a stream in large blocks and hashes what goes through.</summary>
/// <param name="stream">Where the bytes go; it is not closed.</param>
internal sealed class HashingBuffer(Stream stream) : IBufferWriter<byte>, IDisposable
{
    private const int Block = 64 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[Block];
    private int _held;
    private long _written;

    public void Advance(int count) => _held += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_held);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_held);
    }

    /// <summary>Writes what is held, and says what went through.</summary>
    /// <param name="name">The name to give it.</param>
    public RunInput Finish(string name)
    {
        Flush();
        return new(name, Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant(), _written);
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        ReadOnlySpan<byte> block = _buffer.AsSpan(0, _held);
        _hash.AppendData(block);
        stream.Write(block);
        _written += _held;
        _held = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - _held >= Math.Max(1, sizeHint))
        {
            return;
        }

        Flush();
        if (_buffer.Length < sizeHint)
        {
            _buffer = new byte[sizeHint];
        }
    }
}
