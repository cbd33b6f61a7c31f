using System.Security.Cryptography;
using PolyTool.Core.Files;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>Writes to a stream in large blocks and hashes what goes through.</summary>
/// <param name="stream">Where the bytes go; it is not closed.</param>
internal sealed class HashingBuffer(Stream stream) : BlockWriter(Block), IDisposable
{
    private const int Block = 64 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _written;

    /// <summary>Writes what is held, and says what went through.</summary>
    public RunInput Finish(string name)
    {
        HandOn();
        return new(name, Convert.ToHexStringLower(_hash.GetHashAndReset()), _written);
    }

    public void Dispose()
    {
        _hash.Dispose();
        GiveBack();
    }

    protected override void Write(ReadOnlySpan<byte> block)
    {
        _hash.AppendData(block);
        stream.Write(block);
        _written += block.Length;
    }
}
