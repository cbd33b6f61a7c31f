using PolyTool.Core.Files;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes <c>batch_manifest.json</c>, a user at a time.</summary>
internal sealed class BatchManifestWriter : BatchFileWriter
{
    public BatchManifestWriter(Stream stream, LeaderboardHeader header)
        : base(stream, header)
    {
        Writer.WriteKey("output_paths");
        Writer.WriteStartObject();
        WritePath("batch_manifest_json", header, LeaderboardFileNames.Manifest);
        Writer.WriteString("batch_root", header.BatchRoot);
        WritePath("hypothesis_leaderboard_json", header, LeaderboardFileNames.Leaderboard);
        WritePath("hypothesis_leaderboard_md", header, LeaderboardFileNames.Markdown);
        WritePath("per_user_results_json", header, LeaderboardFileNames.Users);
        Writer.WriteEndObject();
        Writer.WriteKey("per_user_run_roots");
        Writer.WriteStartArray();
    }

    public void WriteUser(UserResult user)
    {
        Writer.WriteStartObject();
        Writer.WriteString(BatchMembers.RunRoot, user.RunRoot);
        Writer.WriteString(BatchMembers.Status, user.Status);
        Writer.WriteString(BatchMembers.User, user.User);
        Writer.WriteEndObject();
    }

    public void Finish(LeaderboardTotals totals)
    {
        Writer.WriteEndArray();
        WriteTotals(totals);
        Close();
    }

    private void WritePath(string name, LeaderboardHeader header, string file)
    {
        Writer.WriteString(name, RecordedPath.Join(header.BatchRoot, file));
    }
}
