using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes <c>per_user_results.json</c>, a user at a time.</summary>
internal sealed class UserResultsWriter : BatchFileWriter
{
    public UserResultsWriter(Stream stream, LeaderboardHeader header)
        : base(stream, header)
    {
        Writer.WriteKey(BatchMembers.PerUser);
        Writer.WriteStartArray();
    }

    public void WriteUser(ReadOnlySpan<byte> row) => Writer.WriteRendered(row);

    public void Finish()
    {
        Writer.WriteEndArray();
        Close();
    }
}

/// <summary>Writes one user's row: the same bytes in the leaderboard and in the users file.</summary>
internal static class UserRow
{
    public static void Write(CanonicalJsonWriter writer, UserResult user, byte[]? topCandidates)
    {
        writer.WriteStartObject();
        writer.WriteKey(BatchMembers.Coverage);
        writer.WriteStartObject();
        writer.WriteDouble(BatchMembers.ClvCoverageRate, user.ClvCoverageRate);
        writer.WriteDouble(BatchMembers.EntryContextCoverageRate, user.EntryContextCoverageRate);
        writer.WriteDouble(BatchMembers.NotionalWeightTotal, user.NotionalWeightTotal);
        writer.WriteEndObject();
        writer.WriteString(BatchMembers.Error, user.Error);
        writer.WriteString(BatchMembers.CandidatesPath, user.HypothesisCandidatesPath);
        writer.WriteString(BatchMembers.RunRoot, user.RunRoot);
        writer.WriteString(BatchMembers.Status, user.Status);
        writer.WriteKey(BatchMembers.TopCandidates);
        writer.WriteRendered(topCandidates ?? "[]"u8);
        writer.WriteString(BatchMembers.User, user.User);
        writer.WriteEndObject();
    }
}
