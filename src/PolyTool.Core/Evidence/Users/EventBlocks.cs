namespace PolyTool.Core.Evidence.Users;

/// <summary>
/// Room for events, cut from blocks: a large batch has 400,000 short lists of them, and as many arrays would be looked at and
/// moved by the collector one by one. A block lives as long as one of its lists.
/// </summary>
internal static class EventBlocks
{
    // Small enough not to be among the large objects, which are collected rarely.
    private const int Length = 1024;

    [ThreadStatic]
    private static Memory<EventPoint> s_rest;

    /// <summary>Takes room that nobody else has.</summary>
    /// <param name="count">For how many events.</param>
    public static Memory<EventPoint> Take(int count)
    {
        if (count > s_rest.Length)
        {
            if (count > Length / 4)
            {
                return new EventPoint[count];
            }

            s_rest = new EventPoint[Length];
        }

        var taken = s_rest[..count];
        s_rest = s_rest[count..];
        return taken;
    }
}
