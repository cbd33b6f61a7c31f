using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// What a mean's squared error gains when users who share clusters are not taken as independent (Cameron, Gelbach and
/// Miller 2011): the sum over clusters of the products of different users' parts in it. The parts of one user in a
/// cluster are in that user's own spread already. One instance serves one thread, again and again.
/// </summary>
internal sealed class ClusterSums
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>Days are keys too; this one is of all events without a day, and has no neighbours.</summary>
    private const ulong NoKey = ulong.MaxValue;

    private const int SmallestTable = 64, SmallestShift = 58;

    private Slot[] _slots = new Slot[SmallestTable];
    private readonly List<Slot> _live = [];
    private int[] _touched = new int[64];
    private int _length, _shift, _used, _touchedCount;

    // Users are numbered through all that this instance is asked: a slot of an earlier question is free.
    private int _user, _first = 1;
    private bool _neighbours;
    private double _ownProducts;

    /// <summary>Different clusters so far of parts that count.</summary>
    public int Count { get; private set; }

    /// <summary>Begins anew. The table is small at first and grows with the clusters: the order of the sums depends on nothing that came before.</summary>
    /// <param name="neighbours">A cluster whose key follows another's is not independent of it either.</param>
    public void Start(bool neighbours = false)
    {
        if (_user > 1 << 30)
        {
            Array.Clear(_slots);
            _user = 0;
        }

        (_length, _shift) = (SmallestTable, SmallestShift);
        _first = _user + 1;
        (Count, _used, _touchedCount, _ownProducts, _neighbours) = (0, 0, 0, 0, neighbours);
    }

    /// <summary>Begins a user's parts.</summary>
    public void NextUser()
    {
        CloseUser();
        _user++;
    }

    /// <summary>Adds a part of the current user.</summary>
    /// <param name="key">The cluster.</param>
    /// <param name="part">Its share in the mean times the distance from it.</param>
    /// <param name="counts">The cluster is among those counted.</param>
    public void Add(ulong key, double part, bool counts = true)
    {
        var at = Find(key);
        if (_slots[at].User < _first)
        {
            if (2 * ++_used > _length)
            {
                Grow();
                at = Find(key);
            }

            (_slots[at].Key, _slots[at].Total, _slots[at].Counted) = (key, 0, false);
        }

        ref var slot = ref _slots[at];

        if (counts && !slot.Counted)
        {
            slot.Counted = true;
            Count++;
        }

        if (slot.User != _user)
        {
            (slot.User, slot.Own) = (_user, 0);
            if (_touchedCount == _touched.Length)
            {
                Array.Resize(ref _touched, 2 * _touched.Length);
            }

            _touched[_touchedCount++] = at;
        }

        slot.Own += part;
        slot.Total += part;
    }

    /// <summary>The key of a day or week; weeks begin on Monday.</summary>
    public static ulong DayKey(int day, bool week) => day == EventPoint.NoDay ? NoKey
        : (ulong)((week ? (int)Math.Floor((day + 3) / 7.0) : day) + (1L << 32));

    /// <summary>What comes to the squared error; at least zero.</summary>
    public double Excess()
    {
        CloseUser();
        double all = 0;
        for (var i = 0; i < _length; i++)
        {
            ref readonly var slot = ref _slots[i];
            if (slot.User >= _first)
            {
                all += slot.Total * (slot.Total + (2 * Next(slot.Key)));
            }
        }

        return Math.Max(0, all - _ownProducts);

        double Next(ulong key) => _neighbours && key != NoKey && _slots[Find(key + 1)] is var next && next.User >= _first ? next.Total : 0;
    }

    private void CloseUser()
    {
        for (var i = 0; i < _touchedCount; i++)
        {
            ref readonly var slot = ref _slots[_touched[i]];
            var next = 0.0;
            if (_neighbours && slot.Key != NoKey)
            {
                ref readonly var follower = ref _slots[Find(slot.Key + 1)];
                next = follower.User == _user ? follower.Own : 0;
            }

            _ownProducts += slot.Own * (slot.Own + (2 * next));
        }

        _touchedCount = 0;
    }

    /// <summary>Doubles the table. What the current user touched lies elsewhere then.</summary>
    private void Grow()
    {
        _live.Clear();
        foreach (ref readonly var slot in _slots.AsSpan(0, _length))
        {
            if (slot.User >= _first)
            {
                _live.Add(slot);
            }
        }

        Array.Clear(_slots, 0, _length);
        (_length, _shift) = (2 * _length, _shift - 1);
        Array.Resize(ref _slots, Math.Max(_length, _slots.Length));
        _touchedCount = 0;
        foreach (ref readonly var slot in CollectionsMarshal.AsSpan(_live))
        {
            var at = Find(slot.Key);
            _slots[at] = slot;
            if (slot.User == _user)
            {
                _touched[_touchedCount++] = at;
            }
        }
    }

    private int Find(ulong key)
    {
        var at = (int)((key * Multiplier) >> _shift);
        while (_slots[at].User >= _first && _slots[at].Key != key)
        {
            at = (at + 1) & (_length - 1);
        }

        return at;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Key;
        public double Total;
        public double Own;
        public int User;
        public bool Counted;
    }
}
