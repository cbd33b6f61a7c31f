using System.Numerics;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>One user's candidate, kept to show what stands behind a segment.</summary>
internal sealed record SegmentExample(string User, BigInteger Rank, string Weighting, JsonValue Metrics, JsonValue Denominators)
{
    public const int Most = 5;

    public bool IsNotional => Weighting == Contribution.Notional;

    /// <summary>Puts an example where it belongs, behind its equals, and drops what is beyond the fifth.</summary>
    public static void Insert(List<SegmentExample> examples, string user, Contribution candidate)
    {
        var at = examples.Count;
        while (at > 0 && IsBefore(user, candidate, examples[at - 1]))
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

        examples.Insert(at, new(user, candidate.Rank, candidate.Weighting, candidate.Metrics.Value, candidate.Denominators.Value));
    }

    private static int OrderOf(string weighting) => weighting switch { Contribution.Notional => 0, Contribution.Count => 1, _ => 99 };

    private static bool IsBefore(string user, Contribution candidate, SegmentExample other)
    {
        var order = OrderOf(candidate.Weighting).CompareTo(OrderOf(other.Weighting));
        order = order != 0 ? order : candidate.Rank.CompareTo(other.Rank);
        return (order != 0 ? order : CodePointOrder.Comparer.Compare(user, other.User)) < 0;
    }
}
