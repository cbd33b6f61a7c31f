namespace PolyTool.Core.Leaderboards;

/// <summary>The four scores of a segment, in the order in which the files hold them.</summary>
internal enum ScoreKind
{
    CountClv,
    CountBeatClose,
    NotionalClv,
    NotionalBeatClose,
}

/// <summary>How the files name the scores.</summary>
internal static class ScoreNames
{
    public const int Count = 4;

    public static string Name(ScoreKind kind) => kind switch
    {
        ScoreKind.CountClv => "count_weighted_avg_clv_pct",
        ScoreKind.CountBeatClose => "count_weighted_beat_close_rate",
        ScoreKind.NotionalClv => "notional_weighted_avg_clv_pct",
        _ => "notional_weighted_beat_close_rate",
    };

    public static string WeightName(ScoreKind kind) => IsNotional(kind) ? "weight_used" : "count_used";

    public static bool IsNotional(ScoreKind kind) => kind is ScoreKind.NotionalClv or ScoreKind.NotionalBeatClose;
}
