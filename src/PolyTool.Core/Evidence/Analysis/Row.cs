using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>A row's data before anything is said of it: who is in it, and what of them is tested.</summary>
internal sealed class Row
{
    /// <summary>Takes the row's users.</summary>
    /// <param name="name">Segment and variant.</param>
    /// <param name="all">Its users, in the order of their keys.</param>
    /// <param name="rule">Users that a test asks for.</param>
    public Row(RowName name, IReadOnlyList<Member> all, EvidenceRule rule)
    {
        (Name, All) = (name, all);
        Stratum = Stratum.Of(all, rule.MinUsers);
        Tested = Measures.Tested(Stratum.Members, Stratum.Measure);
        if (Stratum.HasEvents)
        {
            Prices = StartPrices.Of(Stratum.Members, Stratum.Measure, rule);
        }
    }

    private UserMean[]? _bestOfAll;

    public RowName Name { get; }

    /// <summary>All users with anything in the row.</summary>
    public IReadOnlyList<Member> All { get; }

    public Stratum Stratum { get; }

    public Member[] Members => Stratum.Members;

    /// <summary>The tested measure of each member.</summary>
    public UserMean[] Tested { get; }

    /// <summary>The best measure that each of <see cref="All"/> has, in that order; none of means alone.</summary>
    public UserMean[] BestOfAll => Members.Length == All.Count ? Tested
        : _bestOfAll ??= [.. All.Select(static m => UserMean.Of([.. m.Figures.Events.ToArray().Select(p => p.Value(m.Figures.Measure))]))];

    /// <summary>Where the tested values start, and where they end.</summary>
    public StartPrices Prices { get; }

    /// <summary>The earliest day of an event; the least of all where one has none.</summary>
    public int FirstDay => Members.SelectMany(static m => m.Figures.Events.ToArray()).Select(static p => p.Day).DefaultIfEmpty(int.MinValue).Min();

    public bool IsResidual => SegmentNames.IsResidual(Name.Segment);
}
