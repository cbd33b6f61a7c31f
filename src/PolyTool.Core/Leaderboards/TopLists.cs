using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>The three lists of the best segments.</summary>
internal sealed class TopLists
{
    private const int Length = 10;

    public TopLists(IReadOnlyList<SegmentTotals> segments)
    {
        ByNotionalClv = By(segments, ScoreKind.NotionalClv);
        ByNotionalBeatClose = By(segments, ScoreKind.NotionalBeatClose);
        ByUsers = [.. segments.OrderByDescending(static s => s.Users).ThenBy(static s => s.Key, CodePointOrder.Comparer).Take(Length)];
    }

    public IReadOnlyList<SegmentTotals> ByNotionalClv { get; }

    public IReadOnlyList<SegmentTotals> ByNotionalBeatClose { get; }

    public IReadOnlyList<SegmentTotals> ByUsers { get; }

    private static SegmentTotals[] By(IReadOnlyList<SegmentTotals> segments, ScoreKind kind) =>
    [
        .. segments.Where(s => s.Score(kind).Mean is not null)
            .OrderByDescending(s => s.Score(kind).Mean)
            .ThenBy(static s => s.Key, CodePointOrder.Comparer)
            .Take(Length),
    ];
}
