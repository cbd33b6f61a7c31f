using System.Collections.Concurrent;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// Deals each user's figures anew among that user's own rows and counts those that lie above zero by q. The number of
/// users in a row stays as it is, and only rows that are tested on the real board are tested here. Games and days that
/// users share widen a row's error as much as on the real board.
/// </summary>
internal sealed class PlaceboBoards
{
    private readonly EvidenceRule _rule;
    private readonly int[] _start;
    private readonly UserMean[] _means;
    private readonly int[][] _slotsOfUser;
    private readonly (double Game, int GameFreedom, double Day, int DayFreedom, double Floor)[] _sharing;

    /// <summary>Lays the rows that can be dealt side by side, a slot a user and segment.</summary>
    public PlaceboBoards(IEnumerable<SegmentDraft> drafts, EvidenceRule rule)
    {
        _rule = rule;
        SegmentDraft[] rows = [.. drafts.Where(static d => d.Users.Length > 0)];
        _sharing = Array.ConvertAll(rows, static d => (
            Factor(d.Test!.GameError, d.Test), d.Test.Games - 1,
            Factor(d.Test.DayError, d.Test), d.Test.Days - 1, d.Floor));
        _start = new int[rows.Length + 1];
        for (var s = 0; s < rows.Length; s++)
        {
            _start[s + 1] = _start[s] + rows[s].Users.Length;
        }

        _means = new UserMean[_start[^1]];
        var most = rows.SelectMany(static d => d.Users).Select(static u => u.Rank).DefaultIfEmpty(-1).Max();
        var slots = new List<int>?[most + 1];
        for (var s = 0; s < rows.Length; s++)
        {
            for (var i = 0; i < rows[s].Users.Length; i++)
            {
                var slot = _start[s] + i;
                _means[slot] = rows[s].Tested[i];
                (slots[rows[s].Users[i].Rank] ??= []).Add(slot);
            }
        }

        _slotsOfUser = [.. slots.OfType<List<int>>().Select(static s => s.ToArray())];
    }

    /// <summary>How much wider an error is than that of independent users.</summary>
    private static double Factor(double? error, MeanTest test) => error / UserError(test) is >= 1 and <= 1e6 and var factor ? factor : 1;

    /// <summary>The error of independent users: a row with a variance floor may have a tiny one of its own.</summary>
    private static double UserError(MeanTest test) => Math.Max(test.Error, test.OrdinaryError ?? 0);

    /// <summary>True where there is nothing to deal.</summary>
    public bool IsEmpty => _means.Length == 0;

    /// <summary>Rows above zero by q on each placebo board.</summary>
    public int[] Run(ulong seed, int workers, CancellationToken cancellation)
    {
        var above = new int[_rule.PlaceboBoards];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        var idle = new ConcurrentBag<Board>(); // a board holds an entry a slot: never more of them than workers
        Parallel.For(0, above.Length, options, b =>
        {
            var board = idle.TryTake(out var free) ? free : new Board(this);

            // Each board has its own numbers, so that it does not matter which worker makes it.
            above[b] = board.Deal(new SplitMix64(seed + ((ulong)(b + 1) * 0xD1342543DE82EF95)));
            idle.Add(board);
        });
        return above;
    }

    private sealed class Board(PlaceboBoards boards)
    {
        private readonly int[] _dealt = new int[boards._means.Length]; // whose figures each slot has
        private UserMean[] _users = [];
        private readonly UserPool.GroupBuilder _builder = new();
        private readonly List<double> _p = [];
        private readonly List<bool> _above = [];

        public int Deal(SplitMix64 random)
        {
            foreach (var slots in boards._slotsOfUser)
            {
                Deal(slots, ref random);
            }

            _p.Clear();
            _above.Clear();
            for (var s = 0; s + 1 < boards._start.Length; s++)
            {
                Test(s);
            }

            var q = MultipleTesting.BenjaminiHochberg(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_p));
            return q.Where((value, i) => _above[i] && value <= boards._rule.MaxQ).Count();
        }

        private void Deal(int[] slots, ref SplitMix64 random)
        {
            var order = slots.Length <= 512 ? stackalloc int[slots.Length] : new int[slots.Length];
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
            var (game, gameFreedom, day, dayFreedom, floor) = boards._sharing[segment];
            var users = Users(segment);
            var pool = _builder.Build(users, floor, withSkewness: false);
            if (pool.Fit() is not { } fit)
            {
                return;
            }

            // A q is never below its p, and a p above the limit lowers no other's q: of such a row nothing more is asked.
            if (MeanTests.OfMeans(pool, fit).UserP > boards._rule.MaxQ)
            {
                _p.Add(1);
                _above.Add(false);
                return;
            }

            var test = MeanTests.OfMeans(_builder.Build(users, floor), fit);
            var t = fit.Mean / UserError(test);
            var p = test.Largest;
            p = Math.Max(p, StudentT.TwoSidedP(t / game, Math.Max(1, Math.Min(fit.Studies - 1, gameFreedom))));
            _p.Add(Math.Max(p, StudentT.TwoSidedP(t / day, Math.Max(1, Math.Min(fit.Studies - 1, dayFreedom)))));
            _above.Add(fit.Mean > 0);
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
