using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// The users of a segment whose figures may stand in one mean: of one kind and on one closing line. Where a segment
/// has several such groups, the largest speaks; sums an event before means, the line before the event before others.
/// </summary>
internal sealed record Stratum(bool HasEvents, string ClvVariant, Member[] Members, int Others)
{
    public static Stratum Of(IReadOnlyList<Member> members)
    {
        var usable = members.Where(m => HasClosingLine(m.Figures)).ToList();
        var best = usable
            .GroupBy(m => (m.User.HasEvents, m.User.ClvVariant))
            .OrderByDescending(g => g.Count())
            .ThenByDescending(g => g.Key.HasEvents)
            .ThenByDescending(g => g.Key.ClvVariant, StringComparer.Ordinal)
            .FirstOrDefault();
        var kind = best?.Key ?? (members.Any(m => m.User.HasEvents), members.Count > 0 ? members[0].User.ClvVariant : "");
        return new Stratum(kind.Item1, kind.Item2, best is null ? [] : [.. best], usable.Count - (best?.Count() ?? 0));
    }

    private static bool HasClosingLine(SegmentFigures figures)
    {
        if (figures.MeanPercent is not null)
        {
            return true;
        }

        foreach (ref readonly var point in figures.Events.AsSpan())
        {
            if (!double.IsNaN(point.LogOdds))
            {
                return true;
            }
        }

        return false;
    }
}
