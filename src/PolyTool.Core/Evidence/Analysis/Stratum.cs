using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// The users of a row whose figures may stand in one mean: those that have the tested measure. The best measure that enough
/// users have speaks, else the one that most have; nothing of it depends on how they did.
/// </summary>
/// <param name="Measure">What is tested.</param>
/// <param name="Members">The users who have it.</param>
/// <param name="Others">Users with a line who do not.</param>
internal sealed record Stratum(TestMeasure Measure, Member[] Members, int Others)
{
    /// <summary>Events are known, not only means.</summary>
    public bool HasEvents => Measure != TestMeasure.Percent;

    /// <summary>Chooses.</summary>
    /// <param name="members">The row's users.</param>
    /// <param name="enough">Users that a test asks for.</param>
    public static Stratum Of(IReadOnlyList<Member> members, int enough)
    {
        var usable = members.Where(static m => m.Figures.HasLine).ToList();
        var best = usable
            .GroupBy(static m => m.Figures.Measure)
            .OrderByDescending(g => Math.Min(g.Count(), enough))
            .ThenBy(static g => g.Key)
            .FirstOrDefault();
        return best is null
            ? new Stratum(members.Any(static m => m.User.HasEvents) ? TestMeasure.Total : TestMeasure.Percent, [], 0)
            : new Stratum(best.Key, [.. best], usable.Count - best.Count());
    }
}
