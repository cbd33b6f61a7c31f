using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>The two members that every JSON file of a batch starts with.</summary>
internal static class BatchHead
{
    public static void Write(CanonicalJsonWriter writer, LeaderboardHeader header)
    {
        writer.WriteKey(BatchMembers.BatchId);
        writer.WriteString(header.BatchId);
        writer.WriteKey(BatchMembers.CreatedAt);
        writer.WriteString(EpochClock.Format(header.CreatedAt));
    }
}
