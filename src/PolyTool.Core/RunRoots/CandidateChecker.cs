namespace PolyTool.Core.RunRoots;

/// <summary>All defects of the candidates file, by the rules of <see cref="CandidateReader"/>.</summary>
internal static class CandidateChecker
{
    public static void Check(Field top, DefectList defects)
    {
        Field candidates = top["candidates"];
        if (!defects.Try(() => candidates.AsList()) || !candidates.IsPresent)
        {
            return;
        }

        for (int i = 0; i < candidates.Value!.Items.Count; i++)
        {
            Field candidate = candidates.At(i);
            if (i < CandidateReader.TopCandidates)
            {
                defects.Writable(candidate, CandidateReader.AroundCandidate);
            }

            if (defects.Object(candidate) is { IsPresent: true } present)
            {
                CheckCandidate(present, defects);
            }
        }
    }

    private static void CheckCandidate(Field candidate, DefectList defects)
    {
        Field metrics = defects.Object(candidate["metrics"]);
        Field denominators = defects.Object(candidate["denominators"]);
        string? weighting = null;
        defects.Try(() => weighting = denominators["weighting"].AsText());
        string? key = null;
        if (defects.Try(() => key = candidate["segment_key"].AsName()) && key is null)
        {
            // Without a key nothing else of the candidate is read.
            return;
        }

        defects.Writable(metrics, CandidateReader.AroundFigures);
        defects.Writable(denominators, CandidateReader.AroundFigures);
        defects.Try(() => candidate["rank"].AsInteger());
        defects.Try(() => metrics["count"].AsInteger());
        if (weighting == Contribution.Notional)
        {
            defects.Try(() => denominators["weight_used"].AsNumber());
            Numbers(metrics, defects, "median_clv_pct", "trimmed_mean_clv_pct", "notional_weighted_avg_clv_pct", "notional_weighted_beat_close_rate");
            defects.Try(() => metrics["robust_clv_pct_count_used"].AsInteger());
        }
        else if (weighting == Contribution.Count)
        {
            defects.Try(() => denominators["count_used"].AsNumber());
            Numbers(metrics, defects, "avg_clv_pct", "beat_close_rate");
        }
    }

    private static void Numbers(Field metrics, DefectList defects, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            Field number = metrics[name];
            defects.Try(() => number.AsNumber());
        }
    }
}
