using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes <c>per_user_results.json</c>, a user at a time.</summary>
internal sealed class UserResultsWriter
{
    private readonly StreamBuffer _buffer;
    private readonly CanonicalJsonWriter _writer;

    public UserResultsWriter(Stream stream, LeaderboardHeader header)
    {
        _buffer = new(stream);
        _writer = new(_buffer);
        _writer.WriteStartObject();
        BatchHead.Write(_writer, header);
        _writer.WriteKey(BatchMembers.PerUser);
        _writer.WriteStartArray();
    }

    public void WriteUser(ReadOnlySpan<byte> row) => _writer.WriteRendered(row);

    public void Finish()
    {
        _writer.WriteEndArray();
        _writer.WriteEndObject();
        _buffer.Flush();
    }
}
