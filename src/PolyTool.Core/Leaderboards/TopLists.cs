using PolyTool.Core.Json;

namespace PolyTool.Core.Leaderboards;

/// <summary>The three lists of the best segments.</summary>
internal sealed class TopLists(IReadOnlyList<SegmentTotals> segments)
{
    private const int Length = 10;

    public IReadOnlyList<SegmentTotals> ByNotionalClv { get; } = By(segments, ScoreKind.NotionalClv);

    public IReadOnlyList<SegmentTotals> ByNotionalBeatClose { get; } = By(segments, ScoreKind.NotionalBeatClose);

    public IReadOnlyList<SegmentTotals> ByUsers { get; } = [.. segments.OrderByDescending(static s => s.Users).ThenBy(static s => s.Key, CodePointOrder.Comparer).Take(Length)];

    private static SegmentTotals[] By(IReadOnlyList<SegmentTotals> segments, ScoreKind kind) =>
    [
        .. segments.Where(s => s.Score(kind).Mean is not null)
            .OrderByDescending(s => s.Score(kind).Mean)
            .ThenBy(static s => s.Key, CodePointOrder.Comparer)
            .Take(Length),
    ];
}
