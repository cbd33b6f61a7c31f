using System.Collections.Concurrent;
using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// Deals each user's figures anew among that user's own segments and counts the rows that would be supported. The
/// number of users in a segment stays as it is; the gates of coverage, notional and the top event are taken as passed,
/// which can only make the placebo stricter. Events that users share widen a row's error as much as on the real board.
/// </summary>
internal sealed class PlaceboBoards
{
    private readonly EvidenceRule _rule;
    private readonly int[] _start;
    private readonly UserMean[] _means;
    private readonly long[] _positions;
    private readonly bool[] _inB;
    private readonly int[][] _slotsOfUser;
    private readonly (double Factor, int MostFreedom)[] _sharing;

    /// <summary>Lays the rows that can be dealt side by side, a slot a user and segment.</summary>
    public PlaceboBoards(IEnumerable<SegmentDraft> drafts, EvidenceRule rule)
    {
        _rule = rule;
        SegmentDraft[] rows = [.. drafts.Where(d => d.Row.Basis == "events" && !d.Row.Residual && d.Members.Length > 0)];
        _sharing = Array.ConvertAll(rows, d => (Math.Max(1, d.Row.SharedEventError / d.Row.LogOdds?.StandardError ?? 1), (int)Math.Max(1, d.Row.DistinctEvents - 1 ?? 1)));
        _start = new int[rows.Length + 1];
        for (var s = 0; s < rows.Length; s++)
        {
            _start[s + 1] = _start[s] + rows[s].Members.Length;
        }

        _means = new UserMean[_start[^1]];
        _positions = new long[_means.Length];
        _inB = new bool[_means.Length];
        var slots = new Dictionary<BatchUser, List<int>>();
        for (var s = 0; s < rows.Length; s++)
        {
            for (var i = 0; i < rows[s].Members.Length; i++)
            {
                var slot = _start[s] + i;
                var (user, figures) = rows[s].Members[i];
                (_means[slot], _positions[slot], _inB[slot]) = (rows[s].Tested[i], figures.Positions, user.InHalfB);
                if (!slots.TryGetValue(user, out var list))
                {
                    slots.Add(user, list = []);
                }

                list.Add(slot);
            }
        }

        _slotsOfUser = [.. slots.OrderBy(u => u.Key.Key, StringComparer.Ordinal).Select(u => u.Value.ToArray())];
    }

    /// <summary>True where there is nothing to deal.</summary>
    public bool IsEmpty => _means.Length == 0;

    /// <summary>Supported rows of each placebo board.</summary>
    public int[] Run(ulong seed, int workers, CancellationToken cancellation)
    {
        var supported = new int[_rule.PlaceboBoards];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        var idle = new ConcurrentBag<Board>(); // a board holds an entry a slot: never more of them than workers
        Parallel.For(0, supported.Length, options, b =>
        {
            var board = idle.TryTake(out var free) ? free : new Board(this);

            // Each board has its own numbers, so that it does not matter which worker makes it.
            supported[b] = board.Deal(new SplitMix64(seed + ((ulong)(b + 1) * 0xD1342543DE82EF95)));
            idle.Add(board);
        });
        return supported;
    }

    private sealed class Board(PlaceboBoards boards)
    {
        private readonly int[] _dealt = new int[boards._means.Length]; // whose figures each slot has
        private UserMean[] _users = [];
        private readonly UserPool.GroupBuilder _builder = new();
        private readonly List<double> _p = [];
        private readonly List<double> _sharedP = [];
        private readonly List<(int Segment, int Test)> _above = [];

        public int Deal(SplitMix64 random)
        {
            foreach (var slots in boards._slotsOfUser)
            {
                Deal(slots, ref random);
            }

            _p.Clear();
            _sharedP.Clear();
            _above.Clear();
            for (var s = 0; s + 1 < boards._start.Length; s++)
            {
                Test(s);
            }

            var q = MultipleTesting.BenjaminiHochberg(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_p));
            var sharedQ = MultipleTesting.BenjaminiHochberg(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_sharedP));
            return _above.Count(row => q[row.Test] <= boards._rule.MaxQ && sharedQ[row.Test] <= boards._rule.MaxQ && HoldsInParts(row.Segment));
        }

        private void Deal(int[] slots, ref SplitMix64 random)
        {
            Span<int> order = slots.Length <= 512 ? stackalloc int[slots.Length] : new int[slots.Length];
            slots.CopyTo(order);
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = random.Below(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            for (var i = 0; i < slots.Length; i++)
            {
                _dealt[slots[i]] = order[i];
            }
        }

        private void Test(int segment)
        {
            var users = Users(segment);
            var pool = _builder.Build(users);
            if (pool.Fit() is not { } fit || fit.PValue() is not { } p)
            {
                return;
            }

            var (factor, freedom) = boards._sharing[segment];
            _p.Add(Math.Max(p, pool.SkewAdjustedP(fit) ?? 1));
            _sharedP.Add(Math.Max(p, StudentT.TwoSidedP(fit.Mean / (fit.HartungKnappError * factor), Math.Min(fit.Studies - 1, freedom))));
            if (fit.Mean > 0 && p < 1 - boards._rule.Level && PassesGates(segment, users, pool))
            {
                _above.Add((segment, _p.Count - 1));
            }
        }

        private bool PassesGates(int segment, ReadOnlySpan<UserMean> users, UserPool pool)
        {
            long positions = 0;
            var most = 0;
            for (var i = 0; i < users.Length; i++)
            {
                positions += boards._positions[_dealt[boards._start[segment] + i]];
                most = Math.Max(most, users[i].Events);
            }

            var rule = boards._rule;
            return pool.Users >= rule.MinUsers && pool.Events >= rule.MinEvents && positions >= rule.MinPositions && most <= rule.MaxTopUserShare * pool.Events;
        }

        private bool HoldsInParts(int segment)
        {
            var rule = boards._rule;
            return (!rule.RequireBothUserHalves || (HalfIsPositive(segment, false) && HalfIsPositive(segment, true)))
                && (!rule.RequireLeaveOneOut || HoldsWithoutHeaviest(segment));
        }

        private bool HalfIsPositive(int segment, bool inB)
        {
            var users = Users(segment);
            var half = new List<UserMean>(users.Length);
            for (var i = 0; i < users.Length; i++)
            {
                if (boards._inB[boards._start[segment] + i] == inB)
                {
                    half.Add(users[i]);
                }
            }

            return _builder.Build(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(half)).Fit()?.Mean > 0;
        }

        /// <summary>The user who lifts the mean most is found with the weights of all, and only that refit is made.</summary>
        private bool HoldsWithoutHeaviest(int segment)
        {
            var users = Users(segment);
            var pool = _builder.Build(users);
            var fit = pool.Fit()!;
            var heaviest = 0;
            var most = double.NegativeInfinity;
            for (var i = 0; i < users.Length; i++)
            {
                if (users[i].Events > 0)
                {
                    var pull = (users[i].Mean - fit.Mean) / ((pool.VarianceOf(users[i]) ?? 1) + fit.Tau2);
                    (most, heaviest) = pull > most ? (pull, i) : (most, heaviest);
                }
            }

            return pool.MeanWithout(users[heaviest]) > 0;
        }

        /// <summary>The users of a segment; the next call writes over them.</summary>
        private ReadOnlySpan<UserMean> Users(int segment)
        {
            var slots = _dealt.AsSpan(boards._start[segment], boards._start[segment + 1] - boards._start[segment]);
            if (_users.Length < slots.Length)
            {
                _users = new UserMean[slots.Length];
            }

            for (var i = 0; i < slots.Length; i++)
            {
                _users[i] = boards._means[slots[i]];
            }

            return _users.AsSpan(0, slots.Length);
        }
    }
}
