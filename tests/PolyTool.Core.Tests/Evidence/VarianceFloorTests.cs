using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Hypotheses;

namespace PolyTool.Core.Tests.Evidence;

/// <summary>Rows that go to payouts, on boards of nothing else: what was not seen there is not thereby excluded.</summary>
public class VarianceFloorTests
{
    private const string Segment = "entry_price_tier:deep_underdog";

    /// <summary>Long shots of which none comes in look like a sure loss of their price. How often that happens by chance is known; above 5 % it must not matter how often.</summary>
    [Theory]
    [InlineData(12, 4, 0.035)]
    [InlineData(30, 1, 0.03)]
    [InlineData(30, 3, 0.03)]
    [InlineData(30, 4, 0.03)]
    public void Long_shots_that_all_lose_are_no_surer_than_the_chance_of_it(int owners, int events, double price)
    {
        var row = Boards.Build(Board(owners, events, _ => price, static (_, _) => 0)).Row(Segment);
        Assert.True(row.P / 2 > Math.Min(0.05, 0.75 * Math.Pow(1 - price, owners * events)), $"p {row.P}");
    }

    [Fact]
    public void Few_expected_rare_outcomes_give_the_full_variance_of_payouts()
    {
        var row = Boards.Build(Board(10, 4, static _ => 0.05, static (_, _) => 0)).Row(Segment);
        Assert.Equal(10_000 * 0.05 * 0.95, row.VarianceFloor!.Value, 6); // λ = 2
    }

    [Fact]
    public void Many_add_three_over_their_number()
    {
        // R = 5² / (10,000 · 0.05 · 0.95) of each event, λ = 800 · 0.05.
        var row = Boards.Build(Board(40, 20, static _ => 0.05, static (_, _) => 0)).Row(Segment);
        Assert.Equal(((25 / 475.0) + (3 / 40.0)) * 475, row.VarianceFloor!.Value, 6);
    }

    /// <summary>Fair prices of one kind, one claim, the first look: its level is 2.5 %.</summary>
    [Theory]
    [InlineData(12, 4, 0.02, 0.05, HypothesisDirection.Below)]
    [InlineData(20, 5, 0.97, 0.99, HypothesisDirection.Above)]
    [InlineData(12, 4, 0.10, 0.20, HypothesisDirection.Below)]
    [InlineData(40, 10, 0.02, 0.05, HypothesisDirection.Below)]
    public void A_look_at_boards_of_fair_payouts_confirms_no_more_than_its_level(int owners, int events, double from, double to, string direction)
    {
        const int Looks = 400;
        var set = new HypothesisSet { Hypotheses = [new() { Segment = Segment, Variant = "pre_event", Direction = direction, SmallestEffect = 1 }] };
        var random = new SplitMix64(20_261_126);
        var confirmed = 0;
        for (var look = 0; look < Looks; look++)
        {
            var users = Board(owners, events, _ => from + ((to - from) * random.NextDouble()), (_, price) => random.NextDouble() < price ? 1 : 0);
            var result = HypothesisTester.Test(set, new NewEvents(users, new LookOverlap()), 1, new HashSet<(string, string)>(), TestContext.Current.CancellationToken).Single();
            confirmed += result.Verdict == HypothesisVerdict.Confirmed ? 1 : 0;
        }

        // 2.5 % of 400 and three standard deviations of it.
        Assert.True(confirmed <= 19, $"{confirmed} of {Looks}");
    }

    private static IReadOnlyList<UserFigures> Board(int owners, int events, Func<int, double> price, Func<int, double, double> close) =>
    [
        .. Enumerable.Range(0, owners).Select(u => Boards.User($"u{u:000}", Segment, Enumerable.Range(0, events).Select(e =>
        {
            var from = price(e);
            return Boards.Position($"{u}-{e}", 20_000 + (((u * events) + e) % 60), from, close(e, from));
        }).ToArray())),
    ];
}
