using PolyTool.Core.Scanning;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes <c>hypothesis_leaderboard.json</c>: the head before the first user, the users one by one, the segments last.</summary>
internal sealed class LeaderboardWriter : BatchFileWriter
{
    public LeaderboardWriter(Stream stream, LeaderboardHeader header)
        : base(stream, header)
    {
        Writer.WriteKey(BatchMembers.Inputs);
        Writer.WriteStartObject();
        Writer.WriteKey("scan_flags");
        WriteFlags(header.ScanFlags);
        Writer.WriteString("users_file", header.UsersFile);
        Writer.WriteEndObject();
        Writer.WriteKey(BatchMembers.PerUser);
        Writer.WriteStartArray();
    }

    public void WriteUser(ReadOnlySpan<byte> row) => Writer.WriteRendered(row);

    public void Finish(IReadOnlyList<SegmentTotals> segments, TopLists top, LeaderboardTotals totals)
    {
        Writer.WriteEndArray();
        Writer.WriteKey(BatchMembers.Segments);
        Writer.WriteStartArray();
        foreach (var segment in segments)
        {
            WriteSegment(segment);
        }

        Writer.WriteEndArray();
        Writer.WriteKey("top_lists");
        Writer.WriteStartObject();
        WriteList("top_by_notional_weighted_avg_clv_pct", top.ByNotionalClv);
        WriteList("top_by_notional_weighted_beat_close_rate", top.ByNotionalBeatClose);
        WriteList("top_by_persistence_users", top.ByUsers);
        Writer.WriteEndObject();
        WriteTotals(totals);
        Close();
    }

    private void WriteFlags(ScanFlags? flags)
    {
        Writer.WriteStartObject();
        if (flags is not null)
        {
            Writer.WriteString("api_base_url", flags.RecordedApiBaseUrl);
            Writer.WriteBoolean("compute_clv", flags.ComputeClv);
            Writer.WriteBoolean("compute_pnl", flags.ComputePnl);
            Writer.WriteBoolean("debug_export", flags.DebugExport);
            Writer.WriteBoolean("enrich_resolutions", flags.EnrichResolutions);
            Writer.WriteBoolean("full", flags.Full);
            Writer.WriteBoolean("ingest_positions", flags.IngestPositions);
            Writer.WriteBoolean("lite", flags.Lite);
            Writer.WriteBoolean("warm_clv_cache", flags.WarmClvCache);
        }

        Writer.WriteEndObject();
    }

    private void WriteSegment(SegmentTotals segment)
    {
        Writer.WriteStartObject();
        Writer.WriteKey(BatchMembers.Examples);
        Writer.WriteStartArray();
        foreach (var example in segment.Examples)
        {
            WriteExample(example);
        }

        Writer.WriteEndArray();
        Writer.WriteKey(BatchMembers.Scores);
        Writer.WriteStartObject();
        WriteScore(segment, ScoreKind.CountClv);
        WriteScore(segment, ScoreKind.CountBeatClose);
        WriteScore(segment, ScoreKind.NotionalClv);
        WriteScore(segment, ScoreKind.NotionalBeatClose);

        Writer.WriteEndObject();
        Writer.WriteString(BatchMembers.SegmentKey, segment.Key);
        Writer.WriteInteger(BatchMembers.TotalCount, segment.Positions);
        Writer.WriteDouble(BatchMembers.TotalNotionalWeight, segment.NotionalWeight);
        Writer.WriteInteger(BatchMembers.UsersWithSegment, segment.Users);
        Writer.WriteEndObject();
    }

    private void WriteExample(SegmentExample example)
    {
        Writer.WriteStartObject();
        Writer.WriteValue(BatchMembers.Denominators, example.Denominators);
        Writer.WriteValue(BatchMembers.Metrics, example.Metrics);
        Writer.WriteInteger(BatchMembers.Rank, example.Rank);
        Writer.WriteString(BatchMembers.User, example.User);
        Writer.WriteString(BatchMembers.Weighting, example.Weighting);
        Writer.WriteEndObject();
    }

    private void WriteScore(SegmentTotals segment, ScoreKind kind)
    {
        var score = segment.Score(kind);
        Writer.WriteKey(ScoreNames.Name(kind));
        Writer.WriteStartObject();
        if (!ScoreNames.IsNotional(kind))
        {
            Writer.WriteDouble(ScoreNames.WeightName(kind), score.Weight);
        }

        Writer.WriteInteger(BatchMembers.ScoreUsers, segment.ScoreUsers(kind));
        Writer.WriteDouble(BatchMembers.ScoreValue, score.Mean);
        if (ScoreNames.IsNotional(kind))
        {
            Writer.WriteDouble(ScoreNames.WeightName(kind), score.Weight);
        }

        Writer.WriteEndObject();
    }

    private void WriteList(string name, IReadOnlyList<SegmentTotals> segments)
    {
        Writer.WriteKey(name);
        Writer.WriteStartArray();
        foreach (var segment in segments)
        {
            Writer.WriteString(segment.Key);
        }

        Writer.WriteEndArray();
    }
}
