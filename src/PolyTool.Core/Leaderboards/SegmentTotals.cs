using System.Numerics;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>One segment over all users so far.</summary>
internal sealed class SegmentTotals(string key, int number)
{
    private readonly int[] _scoreUsers = new int[ScoreNames.Count];
    private readonly List<SegmentExample> _examples = [];
    private SegmentSums _sums;

    // The sums with what the run root of this number adds.
    private SegmentSums _tried;
    private int _triedBy;

    public string Key { get; } = key;

    /// <summary>The segment's number in the order of first sight, from 0.</summary>
    public int Number { get; } = number;

    public int Users { get; private set; }

    public BigInteger Positions => _sums.Positions;

    /// <summary>The positions with those of the run root under trial.</summary>
    public BigInteger TriedPositions => _tried.Positions;

    public IReadOnlyList<SegmentExample> Examples => _examples;

    public double NotionalWeight => Rounding.ToSixDecimals(_sums.NotionalWeight);

    public WeightedSum Score(ScoreKind kind) => _sums.Of(kind);

    public int ScoreUsers(ScoreKind kind) => _scoreUsers[(int)kind];

    /// <summary>Tries what a candidate adds to the sums; nothing counts before <see cref="Accept"/>.</summary>
    /// <param name="runRoot">The number of the candidate's run root; a higher one than before forgets what was tried and not accepted.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="scores">The scores that it counts in, a bit each.</param>
    /// <returns>Whether a leaderboard can still hold the sums.</returns>
    public bool Try(int runRoot, Contribution candidate, out int scores)
    {
        if (_triedBy != runRoot)
        {
            _tried = _sums;
            _triedBy = runRoot;
        }

        scores = _tried.Add(candidate);
        return _tried.IsWritable;
    }

    /// <summary>Takes over what was tried, and the rest of a candidate; called for each candidate of the run root.</summary>
    public void Accept(string user, Contribution candidate)
    {
        _sums = _tried;
        SegmentExample.Insert(_examples, user, candidate);
    }

    /// <summary>Counts a user once in the segment and once in each score of the bits given.</summary>
    public void CountUser(bool inSegment, int scores)
    {
        Users += inSegment ? 1 : 0;
        for (var i = 0; i < ScoreNames.Count; i++)
        {
            _scoreUsers[i] += (scores >> i) & 1;
        }
    }
}
