using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes a JSON file of a batch: the two members that every one starts with, then what it is for.</summary>
internal abstract class BatchFileWriter
{
    private readonly StreamBuffer _buffer;

    protected BatchFileWriter(Stream stream, LeaderboardHeader header)
    {
        _buffer = new(stream);
        Writer = new(_buffer);
        Writer.WriteStartObject();
        Writer.WriteString(BatchMembers.BatchId, header.BatchId);
        Writer.WriteString(BatchMembers.CreatedAt, EpochClock.Format(header.CreatedAt));
    }

    protected CanonicalJsonWriter Writer { get; }

    protected void WriteTotals(LeaderboardTotals totals)
    {
        Writer.WriteInteger(BatchMembers.UsersAttempted, totals.UsersAttempted);
        Writer.WriteInteger(BatchMembers.UsersFailed, totals.UsersFailed);
        Writer.WriteInteger(BatchMembers.UsersSucceeded, totals.UsersSucceeded);
    }

    protected void Close()
    {
        Writer.WriteEndObject();
        _buffer.Flush();
    }
}
