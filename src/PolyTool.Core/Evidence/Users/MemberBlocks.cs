namespace PolyTool.Core.Evidence.Users;

/// <summary>Members in the order in which they came, in blocks: nothing is moved when more come, and few members take little.</summary>
internal sealed class MemberBlocks
{
    private const int Least = 4;

    // Small enough not to be among the large objects, which are collected rarely.
    private const int Most = 256;

    private readonly List<Member.Entry[]> _blocks = [];
    private int _count;
    private int _room;

    /// <summary>Adds a member.</summary>
    public void Add(EvidenceUser user, in SegmentFigures figures)
    {
        if (_room == 0)
        {
            _room = Math.Clamp(_count, Least, Most);
            _blocks.Add(new Member.Entry[_room]);
        }

        var block = _blocks[^1];
        block[^_room] = new(user, figures);
        _room--;
        _count++;
    }

    /// <summary>All members.</summary>
    public IEnumerable<Member> All()
    {
        for (var i = 0; i < _blocks.Count; i++)
        {
            var held = _blocks[i].Length - (i == _blocks.Count - 1 ? _room : 0);
            for (var at = 0; at < held; at++)
            {
                yield return new(_blocks[i], at);
            }
        }
    }
}
