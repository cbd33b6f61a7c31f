using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes <c>batch_manifest.json</c>, a user at a time.</summary>
internal sealed class BatchManifestWriter
{
    private readonly StreamBuffer _buffer;
    private readonly CanonicalJsonWriter _writer;

    public BatchManifestWriter(Stream stream, LeaderboardHeader header)
    {
        _buffer = new(stream);
        _writer = new(_buffer);
        _writer.WriteStartObject();
        BatchHead.Write(_writer, header);
        _writer.WriteKey("output_paths");
        _writer.WriteStartObject();
        WritePath("batch_manifest_json", header, LeaderboardFileNames.Manifest);
        _writer.WriteKey("batch_root");
        _writer.WriteString(header.BatchRoot);
        WritePath("hypothesis_leaderboard_json", header, LeaderboardFileNames.Leaderboard);
        WritePath("hypothesis_leaderboard_md", header, LeaderboardFileNames.Markdown);
        WritePath("per_user_results_json", header, LeaderboardFileNames.Users);
        _writer.WriteEndObject();
        _writer.WriteKey("per_user_run_roots");
        _writer.WriteStartArray();
    }

    public void WriteUser(UserResult user)
    {
        _writer.WriteStartObject();
        _writer.WriteKey(BatchMembers.RunRoot);
        _writer.WriteString(user.RunRoot);
        _writer.WriteKey(BatchMembers.Status);
        _writer.WriteString(user.Status);
        _writer.WriteKey(BatchMembers.User);
        _writer.WriteString(user.User);
        _writer.WriteEndObject();
    }

    public void Finish(LeaderboardTotals totals)
    {
        _writer.WriteEndArray();
        LeaderboardWriter.WriteTotals(_writer, totals);
        _writer.WriteEndObject();
        _buffer.Flush();
    }

    private void WritePath(string name, LeaderboardHeader header, string file)
    {
        _writer.WriteKey(name);
        _writer.WriteString(RecordedPath.Join(header.BatchRoot, file));
    }
}
