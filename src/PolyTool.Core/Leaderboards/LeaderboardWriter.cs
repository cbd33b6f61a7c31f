using PolyTool.Core.Json;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes <c>hypothesis_leaderboard.json</c>: the head before the first user, the users one by one, the segments last.</summary>
internal sealed class LeaderboardWriter
{
    private readonly StreamBuffer _buffer;
    private readonly CanonicalJsonWriter _writer;

    public LeaderboardWriter(Stream stream, LeaderboardHeader header)
    {
        _buffer = new(stream);
        _writer = new(_buffer);
        _writer.WriteStartObject();
        BatchHead.Write(_writer, header);
        _writer.WriteKey(BatchMembers.Inputs);
        _writer.WriteStartObject();
        _writer.WriteKey("scan_flags");
        WriteFlags(header.ScanFlags);
        _writer.WriteKey("users_file");
        _writer.WriteString(header.UsersFile);
        _writer.WriteEndObject();
        _writer.WriteKey(BatchMembers.PerUser);
        _writer.WriteStartArray();
    }

    public void WriteUser(ReadOnlySpan<byte> row) => _writer.WriteRendered(row);

    public void Finish(IReadOnlyList<SegmentTotals> segments, TopLists top, LeaderboardTotals totals)
    {
        _writer.WriteEndArray();
        _writer.WriteKey(BatchMembers.Segments);
        _writer.WriteStartArray();
        foreach (var segment in segments)
        {
            WriteSegment(segment);
        }

        _writer.WriteEndArray();
        _writer.WriteKey("top_lists");
        _writer.WriteStartObject();
        WriteList("top_by_notional_weighted_avg_clv_pct", top.ByNotionalClv);
        WriteList("top_by_notional_weighted_beat_close_rate", top.ByNotionalBeatClose);
        WriteList("top_by_persistence_users", top.ByUsers);
        _writer.WriteEndObject();
        WriteTotals(_writer, totals);
        _writer.WriteEndObject();
        _buffer.Flush();
    }

    internal static void WriteTotals(CanonicalJsonWriter writer, LeaderboardTotals totals)
    {
        writer.WriteKey(BatchMembers.UsersAttempted);
        writer.WriteInteger(totals.UsersAttempted);
        writer.WriteKey(BatchMembers.UsersFailed);
        writer.WriteInteger(totals.UsersFailed);
        writer.WriteKey(BatchMembers.UsersSucceeded);
        writer.WriteInteger(totals.UsersSucceeded);
    }

    private void WriteFlags(ScanFlags? flags)
    {
        _writer.WriteStartObject();
        if (flags is not null)
        {
            _writer.WriteKey("api_base_url");
            _writer.WriteString(flags.RecordedApiBaseUrl);
            WriteFlag("compute_clv", flags.ComputeClv);
            WriteFlag("compute_pnl", flags.ComputePnl);
            WriteFlag("debug_export", flags.DebugExport);
            WriteFlag("enrich_resolutions", flags.EnrichResolutions);
            WriteFlag("full", flags.Full);
            WriteFlag("ingest_positions", flags.IngestPositions);
            WriteFlag("lite", flags.Lite);
            WriteFlag("warm_clv_cache", flags.WarmClvCache);
        }

        _writer.WriteEndObject();
    }

    private void WriteFlag(string name, bool value)
    {
        _writer.WriteKey(name);
        _writer.WriteBoolean(value);
    }

    private void WriteSegment(SegmentTotals segment)
    {
        _writer.WriteStartObject();
        _writer.WriteKey(BatchMembers.Examples);
        _writer.WriteStartArray();
        foreach (var example in segment.Examples)
        {
            WriteExample(example);
        }

        _writer.WriteEndArray();
        _writer.WriteKey(BatchMembers.Scores);
        _writer.WriteStartObject();
        WriteScore(segment, ScoreKind.CountClv);
        WriteScore(segment, ScoreKind.CountBeatClose);
        WriteScore(segment, ScoreKind.NotionalClv);
        WriteScore(segment, ScoreKind.NotionalBeatClose);

        _writer.WriteEndObject();
        _writer.WriteKey(BatchMembers.SegmentKey);
        _writer.WriteString(segment.Key);
        _writer.WriteKey(BatchMembers.TotalCount);
        _writer.WriteInteger(segment.Positions);
        _writer.WriteKey(BatchMembers.TotalNotionalWeight);
        _writer.WriteDouble(segment.NotionalWeight);
        _writer.WriteKey(BatchMembers.UsersWithSegment);
        _writer.WriteInteger(segment.Users);
        _writer.WriteEndObject();
    }

    private void WriteExample(SegmentExample example)
    {
        _writer.WriteStartObject();
        _writer.WriteKey(BatchMembers.Denominators);
        _writer.WriteValue(example.Denominators);
        _writer.WriteKey(BatchMembers.Metrics);
        _writer.WriteValue(example.Metrics);
        _writer.WriteKey(BatchMembers.Rank);
        _writer.WriteInteger(example.Rank);
        _writer.WriteKey(BatchMembers.User);
        _writer.WriteString(example.User);
        _writer.WriteKey(BatchMembers.Weighting);
        _writer.WriteString(example.Weighting);
        _writer.WriteEndObject();
    }

    private void WriteScore(SegmentTotals segment, ScoreKind kind)
    {
        var score = segment.Score(kind);
        _writer.WriteKey(ScoreNames.Name(kind));
        _writer.WriteStartObject();
        if (!ScoreNames.IsNotional(kind))
        {
            _writer.WriteKey(ScoreNames.WeightName(kind));
            _writer.WriteDouble(score.Weight);
        }

        _writer.WriteKey(BatchMembers.ScoreUsers);
        _writer.WriteInteger(segment.ScoreUsers(kind));
        _writer.WriteKey(BatchMembers.ScoreValue);
        _writer.WriteDouble(score.Mean);
        if (ScoreNames.IsNotional(kind))
        {
            _writer.WriteKey(ScoreNames.WeightName(kind));
            _writer.WriteDouble(score.Weight);
        }

        _writer.WriteEndObject();
    }

    private void WriteList(string name, IReadOnlyList<SegmentTotals> segments)
    {
        _writer.WriteKey(name);
        _writer.WriteStartArray();
        foreach (var segment in segments)
        {
            _writer.WriteString(segment.Key);
        }

        _writer.WriteEndArray();
    }
}
