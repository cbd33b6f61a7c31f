using System.Numerics;
using PolyTool.Core.CanonicalJson;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>One segment over all users so far.</summary>
internal sealed class SegmentTotals(string key, int number)
{
    private readonly int[] _scoreUsers = new int[ScoreNames.Count];
    private readonly List<SegmentExample> _examples = [];

    public string Key { get; } = key;

    /// <summary>The segment's number in the order of first sight.</summary>
    public int Number { get; } = number;

    public SegmentSums Sums { get; set; }

    public int Users { get; private set; }

    public BigInteger Positions { get; private set; }

    public IReadOnlyList<SegmentExample> Examples => _examples;

    public double NotionalWeight => Rounding.ToSixDecimals(Sums.NotionalWeight);

    public WeightedSum Score(ScoreKind kind) => Sums.Of(kind);

    public int ScoreUsers(ScoreKind kind) => _scoreUsers[(int)kind];

    public void Add(string user, Contribution candidate)
    {
        Positions += candidate.Positions;
        SegmentExample.Insert(_examples, user, candidate);
    }

    /// <summary>Counts a user once in the segment and once in each score of the bits given.</summary>
    public void CountUser(bool inSegment, int scores)
    {
        Users += inSegment ? 1 : 0;
        for (int i = 0; i < ScoreNames.Count; i++)
        {
            _scoreUsers[i] += (scores >> i) & 1;
        }
    }
}
