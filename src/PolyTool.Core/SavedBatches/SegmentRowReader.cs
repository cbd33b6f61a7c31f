using System.Numerics;
using PolyTool.Core.Evidence.Analysis;
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
        if (segment[BatchMembers.SegmentKey]?.AsText is not { } key
            || segment[BatchMembers.Scores] is not { Kind: JsonKind.Object } scores
            || segment[BatchMembers.UsersWithSegment]?.AsCount is not { } users
            || segment[BatchMembers.TotalCount]?.AsInteger is not { } positions
            || segment[BatchMembers.TotalNotionalWeight]?.AsNumber is not { } weight)
        {
            return null;
        }

        var notionalClv = Read(scores, ScoreKind.NotionalClv);
        var notionalBeat = Read(scores, ScoreKind.NotionalBeatClose);
        var countClv = Read(scores, ScoreKind.CountClv);
        var countBeat = Read(scores, ScoreKind.CountBeatClose);
        return new()
        {
            Segment = key,
            Dimension = SegmentNames.Dimension(key),
            Bucket = SegmentNames.Bucket(key),
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
            Examples = [.. segment[BatchMembers.Examples]?.AsItems.Select(Example) ?? []],
        };
    }

    private static Score Read(JsonValue scores, ScoreKind kind)
    {
        var score = scores[ScoreNames.Name(kind)];
        return new(score?[BatchMembers.ScoreValue]?.AsNumber, score?[ScoreNames.WeightName(kind)]?.AsNumber ?? 0, score?[BatchMembers.ScoreUsers]?.AsCount ?? 0);
    }

    private static SegmentUser Example(JsonValue example)
    {
        var weighting = example[BatchMembers.Weighting]?.AsText ?? "";
        var notional = weighting == Contribution.Notional;
        var metrics = example[BatchMembers.Metrics];
        return new()
        {
            User = example[BatchMembers.User]?.AsText ?? "",
            Rank = example[BatchMembers.Rank]?.AsInteger ?? BigInteger.Zero,
            Weighting = weighting,
            Positions = metrics?["count"]?.AsInteger,
            Clv = metrics?[notional ? "notional_weighted_avg_clv_pct" : "avg_clv_pct"]?.AsNumber,
            BeatCloseRate = metrics?[notional ? "notional_weighted_beat_close_rate" : "beat_close_rate"]?.AsNumber,
            Weight = example[BatchMembers.Denominators]?[notional ? "weight_used" : "count_used"]?.AsNumber,
        };
    }

    private sealed record Score(double? Value, double Weight, int Users);
}
