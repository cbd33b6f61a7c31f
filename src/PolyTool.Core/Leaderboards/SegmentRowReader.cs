using System.Numerics;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>Makes a row of a segment as a leaderboard file holds it.</summary>
internal static class SegmentRowReader
{
    /// <summary>The row, or null where the value is no segment of a leaderboard.</summary>
    public static SegmentRow? Read(JsonValue segment)
    {
        if (segment["segment_key"] is not { Kind: JsonKind.String } key
            || segment["scores"] is not { Kind: JsonKind.Object } scores
            || Users(segment["users_with_segment"]) is not { } users
            || Integer(segment["total_count"]) is not { } positions
            || Number(segment["total_notional_weight_used"]) is not { } weight)
        {
            return null;
        }

        int colon = key.Text.IndexOf(':', StringComparison.Ordinal);
        Score notionalClv = Read(scores, ScoreKind.NotionalClv);
        Score notionalBeat = Read(scores, ScoreKind.NotionalBeatClose);
        Score countClv = Read(scores, ScoreKind.CountClv);
        Score countBeat = Read(scores, ScoreKind.CountBeatClose);
        return new()
        {
            Segment = key.Text,
            Dimension = colon < 0 ? key.Text : key.Text[..colon],
            Bucket = colon < 0 ? "" : key.Text[(colon + 1)..],
            Users = users,
            Positions = positions,
            NotionalWeight = weight,
            NotionalClv = notionalClv.Value,
            NotionalClvWeight = notionalClv.Weight,
            NotionalClvUsers = notionalClv.Users,
            NotionalBeatClose = notionalBeat.Value,
            NotionalBeatCloseWeight = notionalBeat.Weight,
            NotionalBeatCloseUsers = notionalBeat.Users,
            CountClv = countClv.Value,
            CountClvWeight = countClv.Weight,
            CountClvUsers = countClv.Users,
            CountBeatClose = countBeat.Value,
            CountBeatCloseWeight = countBeat.Weight,
            CountBeatCloseUsers = countBeat.Users,
            Examples = segment["examples"] is { Kind: JsonKind.Array } examples ? [.. examples.Items.Select(Example)] : [],
        };
    }

    private static Score Read(JsonValue scores, ScoreKind kind)
    {
        JsonValue? score = scores[ScoreNames.Name(kind)];
        return new(Number(score?["value"]), Number(score?[ScoreNames.WeightName(kind)]) ?? 0, Users(score?["users_used"]) ?? 0);
    }

    private static SegmentUser Example(JsonValue example)
    {
        string weighting = Text(example["weighting"]);
        bool notional = weighting == Contribution.Notional;
        JsonValue? metrics = example["metrics"];
        return new()
        {
            User = Text(example["user"]),
            Rank = Integer(example["rank"]) ?? BigInteger.Zero,
            Weighting = weighting,
            Positions = Integer(metrics?["count"]),
            Clv = Number(metrics?[notional ? "notional_weighted_avg_clv_pct" : "avg_clv_pct"]),
            BeatCloseRate = Number(metrics?[notional ? "notional_weighted_beat_close_rate" : "beat_close_rate"]),
            Weight = Number(example["denominators"]?[notional ? "weight_used" : "count_used"]),
        };
    }

    private static string Text(JsonValue? value) => value?.Kind == JsonKind.String ? value.Text : "";

    private static double? Number(JsonValue? value) => value?.Kind is JsonKind.Integer or JsonKind.Double && double.IsFinite(value.Number) ? value.Number : null;

    private static BigInteger? Integer(JsonValue? value) => value?.Kind == JsonKind.Integer ? value.Integer : null;

    // A batch writes no more users than an int counts, nor a number beyond the doubles.
    private static int? Users(JsonValue? value) => Integer(value) is { } users && users >= 0 && users <= int.MaxValue ? (int)users : null;

    private sealed record Score(double? Value, double Weight, int Users);
}
