using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes one user's row: the same bytes in the leaderboard and in the users file.</summary>
internal static class UserRow
{
    public static void Write(CanonicalJsonWriter writer, UserResult user, byte[]? topCandidates)
    {
        writer.WriteStartObject();
        writer.WriteKey("coverage");
        writer.WriteStartObject();
        writer.WriteKey("clv_coverage_rate");
        writer.WriteDouble(user.ClvCoverageRate);
        writer.WriteKey("entry_context_coverage_rate");
        writer.WriteDouble(user.EntryContextCoverageRate);
        writer.WriteKey("notional_weight_total_global");
        writer.WriteDouble(user.NotionalWeightTotal);
        writer.WriteEndObject();
        writer.WriteKey("error");
        writer.WriteString(user.Error);
        writer.WriteKey("hypothesis_candidates_path");
        writer.WriteString(user.HypothesisCandidatesPath);
        writer.WriteKey("run_root");
        writer.WriteString(user.RunRoot);
        writer.WriteKey("status");
        writer.WriteString(user.Status);
        writer.WriteKey("top_candidates");
        writer.WriteRendered(topCandidates ?? "[]"u8);
        writer.WriteKey("user");
        writer.WriteString(user.User);
        writer.WriteEndObject();
    }
}
