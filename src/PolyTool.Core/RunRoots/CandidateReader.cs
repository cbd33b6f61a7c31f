using System.Buffers;
using System.Numerics;
using PolyTool.Core.Json;

namespace PolyTool.Core.RunRoots;

/// <summary>Takes the candidates file apart: contributions to segments, and the first five candidates as canonical bytes.</summary>
internal static class CandidateReader
{
    /// <summary>How many candidates stand in a user's row, so that all their numbers must be writable.</summary>
    public const int TopCandidates = 5;

    /// <summary>In a leaderboard the document, a list, a row and a list of candidates stand around a candidate: two more than in its own file.</summary>
    public const int AroundCandidate = 4;

    /// <summary>Around metrics and denominators one more, in the user's row as in a segment's examples.</summary>
    public const int AroundFigures = AroundCandidate + 1;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    /// <summary>What is read of the candidates file.</summary>
    public static JsonShape Shape { get; } = JsonShape.Members(
        ("user_slug", JsonShape.All), ("wallet", JsonShape.All), ("candidates", JsonShape.All));

    public static List<Contribution> Contributions(Field candidates, DefectSink defects)
    {
        List<Contribution> contributions = [];
        for (var i = 0; i < Count(candidates); i++)
        {
            var candidate = candidates.At(i).AsObject();
            if (i < TopCandidates)
            {
                candidate.RequireWritable(AroundCandidate);
            }

            if (candidate.IsPresent && Contribution(candidate, i, defects) is { } contribution)
            {
                contributions.Add(contribution);
            }
        }

        return contributions;
    }

    public static byte[] RenderTop(Field candidates)
    {
        // One buffer a thread: what is kept is a copy of the right size.
        var buffer = s_buffer ??= new(16 * 1024);
        buffer.ResetWrittenCount();
        CanonicalJsonWriter writer = new(buffer, AroundCandidate - 1);
        writer.WriteStartArray();
        for (var i = 0; i < Math.Min(TopCandidates, Count(candidates)); i++)
        {
            writer.WriteValue(candidates.Value!.Items[i]);
        }

        writer.WriteEndArray();
        return buffer.WrittenSpan.ToArray();
    }

    private static int Count(Field candidates) => candidates.IsPresent ? candidates.Value!.Items.Count : 0;

    private static Contribution? Contribution(Field candidate, int index, DefectSink defects)
    {
        var metrics = candidate["metrics"].AsObject();
        var denominators = candidate["denominators"].AsObject();
        var weighting = denominators["weighting"].AsText() ?? "";
        var before = defects.Count;
        var key = candidate["segment_key"].AsName();
        if (key is null && defects.Count == before)
        {
            // Without a key nothing else of the candidate is read; with a defective one there is more to mend.
            return null;
        }

        metrics.RequireWritable(AroundFigures);
        denominators.RequireWritable(AroundFigures);
        var notional = weighting == RunRoots.Contribution.Notional;
        var count = weighting == RunRoots.Contribution.Count;
        if (notional)
        {
            // The Markdown report shows these of one user; a defect must not depend on which user that is.
            _ = metrics["median_clv_pct"].AsNumber();
            _ = metrics["trimmed_mean_clv_pct"].AsNumber();
            _ = metrics["robust_clv_pct_count_used"].AsInteger();
        }

        return new()
        {
            Index = index,
            SegmentKey = key ?? "",
            Rank = candidate["rank"].AsInteger() ?? BigInteger.Zero,
            Weighting = weighting,
            Metrics = LateJson.Of(metrics.IsPresent ? metrics.Value! : JsonValue.EmptyObject),
            Denominators = LateJson.Of(denominators.IsPresent ? denominators.Value! : JsonValue.EmptyObject),
            Positions = BigInteger.Max(BigInteger.Zero, metrics["count"].AsInteger() ?? BigInteger.Zero),
            Weight = notional ? denominators["weight_used"].AsNumber() : count ? denominators["count_used"].AsNumber() : null,
            AverageClv = notional ? metrics["notional_weighted_avg_clv_pct"].AsNumber() : count ? metrics["avg_clv_pct"].AsNumber() : null,
            BeatCloseRate = notional ? metrics["notional_weighted_beat_close_rate"].AsNumber() : count ? metrics["beat_close_rate"].AsNumber() : null,
        };
    }
}
