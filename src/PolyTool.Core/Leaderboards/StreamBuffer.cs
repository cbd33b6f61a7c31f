using PolyTool.Core.Files;

namespace PolyTool.Core.Leaderboards;

/// <summary>A buffer writer in front of a stream: small writes gather, large blocks go out.</summary>
internal sealed class StreamBuffer(Stream stream) : BlockWriter(Block)
{
    // Larger than a file stream's own buffer, so that a block passes it by.
    private const int Block = 256 * 1024;

    /// <summary>Writes what is held.</summary>
    public void Flush() => HandOn();

    protected override void Write(ReadOnlySpan<byte> block) => stream.Write(block);
}
