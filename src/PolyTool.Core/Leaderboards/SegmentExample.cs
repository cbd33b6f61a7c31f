using System.Numerics;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>One user's candidate, kept to show what stands behind a segment.</summary>
internal sealed record SegmentExample(string User, BigInteger Rank, string Weighting, JsonValue Metrics, JsonValue Denominators)
{
    public const int Most = 5;

    public bool IsNotional => Weighting == Contribution.Notional;

    private int WeightingOrder => Weighting switch { Contribution.Notional => 0, Contribution.Count => 1, _ => 99 };

    /// <summary>Puts an example where it belongs, behind its equals, and drops what is beyond the fifth.</summary>
    public static void Insert(List<SegmentExample> examples, string user, Contribution candidate)
    {
        SegmentExample example = new(user, candidate.Rank, candidate.Weighting, candidate.Metrics, candidate.Denominators);
        var at = examples.Count;
        while (at > 0 && example.Before(examples[at - 1]))
        {
            at--;
        }

        if (at == Most)
        {
            return;
        }

        if (examples.Count == Most)
        {
            examples.RemoveAt(Most - 1);
        }

        examples.Insert(at, example);
    }

    private bool Before(SegmentExample other)
    {
        var order = WeightingOrder.CompareTo(other.WeightingOrder);
        order = order != 0 ? order : Rank.CompareTo(other.Rank);
        return (order != 0 ? order : CodePointOrder.Comparer.Compare(User, other.User)) < 0;
    }
}
