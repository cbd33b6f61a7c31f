using System.Buffers;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Benchmarks.Exports;

/// <summary>A batch of any size on disk: leaderboard, users and evidence, as a real batch has them, with random figures.</summary>
internal sealed class LargeBatch(int segments, int users, ulong seed)
{
    private SplitMix64 _random = new(seed);

    /// <summary>Writes the files and answers the leaderboard's path.</summary>
    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, LeaderboardFileNames.Users), Users());
        File.WriteAllBytes(Path.Combine(folder, EvidenceBoard.FileName), EvidenceWriter.ToBytes(Evidence()));
        var leaderboard = Path.Combine(folder, LeaderboardFileNames.Leaderboard);
        File.WriteAllBytes(leaderboard, Leaderboard());
        return leaderboard;
    }

    private static string Key(int number) => $"league:segment{number:D5}";

    private byte[] Users()
    {
        ArrayBufferWriter<byte> bytes = new();
        CanonicalJsonWriter json = new(bytes);
        json.WriteStartObject();
        json.WriteKey("per_user");
        json.WriteStartArray();
        for (var u = 0; u < users; u++)
        {
            var failed = u % 10 == 9;
            json.WriteValue(JsonValue.Object(new Dictionary<string, JsonValue>(StringComparer.Ordinal)
            {
                ["coverage"] = JsonValue.Object([KeyValuePair.Create("clv_coverage_rate", failed ? JsonValue.Null : JsonValue.Of(_random.NextDouble()))]),
                ["error"] = JsonValue.Of(failed ? "hypothesis_candidates.json: the file is missing" : null),
                ["status"] = JsonValue.Of(failed ? UserResult.Failure : UserResult.Success),
                ["user"] = JsonValue.Of($"user{u}"),
            }));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return bytes.WrittenSpan.ToArray();
    }

    private byte[] Leaderboard()
    {
        var score = JsonValue.Object(new Dictionary<string, JsonValue>(StringComparer.Ordinal)
        {
            ["users_used"] = JsonValue.Of(12L),
            ["value"] = JsonValue.Of(0.051234),
            ["weight_used"] = JsonValue.Of(1234.5),
        });
        var scores = JsonValue.Object([KeyValuePair.Create("notional_weighted_avg_clv_pct", score)]);
        JsonValue[] rows =
        [
            .. Enumerable.Range(0, segments).Select(s => JsonValue.Object(new Dictionary<string, JsonValue>(StringComparer.Ordinal)
            {
                ["examples"] = JsonValue.EmptyArray,
                ["scores"] = scores,
                ["segment_key"] = JsonValue.Of(Key(s)),
                ["total_count"] = JsonValue.Of(100L),
                ["total_notional_weight_used"] = JsonValue.Of(1234.5),
                ["users_with_segment"] = JsonValue.Of(12L),
            })),
        ];
        return JsonValue.Object(new Dictionary<string, JsonValue>(StringComparer.Ordinal)
        {
            ["batch_id"] = JsonValue.Of("large"),
            ["created_at"] = JsonValue.Of("2026-11-22T18:00:00+00:00"),
            ["segments"] = JsonValue.Array(rows),
        }).ToCanonicalBytes();
    }

    private EvidenceBoard Evidence() => new()
    {
        BatchId = "large",
        CreatedAt = "2026-11-22T18:00:00+00:00",
        Users = users,
        Tests = segments,
        Placebo = new() { Boards = 200, Above = 12, MeanAbove = 4.5, MostAbove = 15, ShareAtLeastAsMany = 0.02 },
        Segments = [.. Enumerable.Range(0, segments).Select(Segment)],
    };

    private SegmentEvidence Segment(int number)
    {
        var verdict = (Verdict)(int)(5 * _random.NextDouble());
        var measure = Measure();
        return new()
        {
            SegmentKey = Key(number),
            Rank = number + 1,
            Verdict = verdict,
            Reasons = ["q 0.4 is above 0.05 (mean 0.0164, -0.0123 to 0.0456 cents); an effect of 0.0789 would be found with 80 % power in one row"],
            Basis = "events",
            Variant = "pre_event",
            TestMeasure = "follow_through",
            Users = 5 + (int)(1000 * _random.NextDouble() * _random.NextDouble()),
            Events = 5000,
            Positions = 9000,
            FollowThrough = measure,
            Total = Measure(),
            Net = Measure(),
            VsOwnRest = new() { Owners = 12, Buckets = 40, Mean = 0.1, Lower = -0.1, Upper = 0.3 },
            Percent = Measure(),
            P = _random.NextDouble(),
            Q = _random.NextDouble(),
            EarlyHalf = new() { Users = 10, Events = 100, Mean = measure.Mean },
            LateHalf = new() { Users = 10, Events = 100, Mean = measure.Upper },
            LeaveOneOutLowest = measure.Lower,
            LeaveOneOutHighest = measure.Upper,
            DetectableEffect = 0.1,
            HeaviestUsers = [.. Enumerable.Range(0, 20).Select(u => new UserLine { User = $"user{u}", Wallet = $"0x{u:x40}", Events = 10, Positions = 20, Notional = 1234.5, Mean = _random.NextDouble() - 0.5, Lower = -0.6, Upper = 0.6, Weight = 0.05 })],
        };
    }

    private MeasureEvidence Measure()
    {
        var mean = _random.NextDouble() - 0.5;
        var width = 0.05 + (0.3 * _random.NextDouble());
        return new()
        {
            Users = 12,
            Events = 5000,
            Mean = mean,
            Lower = mean - width,
            Upper = mean + width,
            PredictionLower = mean - (2 * width),
            PredictionUpper = mean + (2 * width),
            ISquared = _random.NextDouble(),
        };
    }
}
