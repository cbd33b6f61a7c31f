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
    private const int Measures = (int)TestMeasure.Percent + 1;

    /// <summary>Events are known, not only means.</summary>
    public bool HasEvents => Measure != TestMeasure.Percent;

    /// <summary>Chooses.</summary>
    /// <param name="members">The row's users.</param>
    /// <param name="enough">Users that a test asks for.</param>
    public static Stratum Of(IReadOnlyList<Member> members, int enough)
    {
        var users = new int[Measures];
        foreach (var member in members)
        {
            users[(int)member.Figures.Measure] += member.Figures.HasLine ? 1 : 0;
        }

        var usable = users.Sum();
        if (usable == 0)
        {
            return new Stratum(members.Any(static m => m.User.HasEvents) ? TestMeasure.Total : TestMeasure.Percent, [], 0);
        }

        var best = Enumerable.Range(0, Measures).MaxBy(measure => Math.Min(users[measure], enough)); // of equals the first
        return new Stratum((TestMeasure)best, [.. members.Where(m => m.Figures.HasLine && (int)m.Figures.Measure == best)], usable - users[best]);
    }
}
