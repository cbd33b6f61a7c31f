using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes one user's row: the same bytes in the leaderboard and in the users file.</summary>
internal static class UserRow
{
    public static void Write(CanonicalJsonWriter writer, UserResult user, byte[]? topCandidates)
    {
        writer.WriteStartObject();
        writer.WriteKey(BatchMembers.Coverage);
        writer.WriteStartObject();
        writer.WriteKey(BatchMembers.ClvCoverageRate);
        writer.WriteDouble(user.ClvCoverageRate);
        writer.WriteKey(BatchMembers.EntryContextCoverageRate);
        writer.WriteDouble(user.EntryContextCoverageRate);
        writer.WriteKey(BatchMembers.NotionalWeightTotal);
        writer.WriteDouble(user.NotionalWeightTotal);
        writer.WriteEndObject();
        writer.WriteKey(BatchMembers.Error);
        writer.WriteString(user.Error);
        writer.WriteKey(BatchMembers.CandidatesPath);
        writer.WriteString(user.HypothesisCandidatesPath);
        writer.WriteKey(BatchMembers.RunRoot);
        writer.WriteString(user.RunRoot);
        writer.WriteKey(BatchMembers.Status);
        writer.WriteString(user.Status);
        writer.WriteKey(BatchMembers.TopCandidates);
        writer.WriteRendered(topCandidates ?? "[]"u8);
        writer.WriteKey(BatchMembers.User);
        writer.WriteString(user.User);
        writer.WriteEndObject();
    }
}
