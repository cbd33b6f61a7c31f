using System.Numerics;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.SavedBatches;

/// <summary>Makes a row of a segment as a leaderboard file holds it.</summary>
internal static class SegmentRowReader
{
    /// <summary>The row, or null where the value is no segment of a leaderboard.</summary>
    public static SegmentRow? Read(JsonValue segment)
    {
        if (segment["segment_key"]?.AsText is not { } key
            || segment["scores"] is not { Kind: JsonKind.Object } scores
            || segment["users_with_segment"]?.AsCount is not { } users
            || segment["total_count"]?.AsInteger is not { } positions
            || segment["total_notional_weight_used"]?.AsNumber is not { } weight)
        {
            return null;
        }

        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var notionalClv = Read(scores, ScoreKind.NotionalClv);
        var notionalBeat = Read(scores, ScoreKind.NotionalBeatClose);
        var countClv = Read(scores, ScoreKind.CountClv);
        var countBeat = Read(scores, ScoreKind.CountBeatClose);
        return new()
        {
            Segment = key,
            Dimension = colon < 0 ? key : key[..colon],
            Bucket = colon < 0 ? "" : key[(colon + 1)..],
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
            Examples = [.. segment["examples"]?.AsItems.Select(Example) ?? []],
        };
    }

    private static Score Read(JsonValue scores, ScoreKind kind)
    {
        var score = scores[ScoreNames.Name(kind)];
        return new(score?["value"]?.AsNumber, score?[ScoreNames.WeightName(kind)]?.AsNumber ?? 0, score?["users_used"]?.AsCount ?? 0);
    }

    private static SegmentUser Example(JsonValue example)
    {
        var weighting = example["weighting"]?.AsText ?? "";
        var notional = weighting == Contribution.Notional;
        var metrics = example["metrics"];
        return new()
        {
            User = example["user"]?.AsText ?? "",
            Rank = example["rank"]?.AsInteger ?? BigInteger.Zero,
            Weighting = weighting,
            Positions = metrics?["count"]?.AsInteger,
            Clv = metrics?[notional ? "notional_weighted_avg_clv_pct" : "avg_clv_pct"]?.AsNumber,
            BeatCloseRate = metrics?[notional ? "notional_weighted_beat_close_rate" : "beat_close_rate"]?.AsNumber,
            Weight = example["denominators"]?[notional ? "weight_used" : "count_used"]?.AsNumber,
        };
    }

    private sealed record Score(double? Value, double Weight, int Users);
}
