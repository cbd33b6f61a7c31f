using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence.Users;

public class SegmentFiguresTests
{
    [Fact]
    public void Where_wallets_of_one_owner_meet_in_a_game_the_first_position_of_all_counts()
    {
        var first = SegmentFigures.Of([Event("g", 100, 0.4, 0.5, notional: 10), Event("h", 100, 0.4, 0.3, notional: 1)]);
        var second = SegmentFigures.Of([Event("g", 50, 0.3, 0.5, notional: 20)]);
        var pooled = SegmentFigures.Pool([first, second]);
        Assert.Equal(2, pooled.Events.Length);
        var game = pooled.Events.ToArray().Single(e => e.Id == EventPoint.Hash("g"));
        Assert.Equal((20.0, 30.0), (Math.Round(game.FollowThrough, 9), game.Notional));
        Assert.Equal(3, pooled.Positions);
    }

    private static SegmentEvent Event(string id, long buy, double from, double to, double notional) => new()
    {
        EventId = id,
        Positions = 1,
        ClvPositions = 1,
        Notional = notional,
        First = new FirstPosition { Buy = buy, Average = from, After5 = from, Close = to },
    };
}
