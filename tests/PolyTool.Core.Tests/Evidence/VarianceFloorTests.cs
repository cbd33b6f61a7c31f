using PolyTool.Core.Evidence.Formulas;
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
    public void Many_give_three_over_their_number()
    {
        // λ = 800 · 0.05, and R = 5² / (10,000 · 0.05 · 0.95) of each event is less than 3 / λ.
        var row = Boards.Build(Board(40, 20, static _ => 0.05, static (_, _) => 0)).Row(Segment);
        Assert.Equal(3 / 40.0 * 475, row.VarianceFloor!.Value, 6);
    }

    /// <summary>Thirty owners or a hundred: in the same long shots there is one rare outcome a game, and how often all are missing is known.</summary>
    [Theory]
    [InlineData(30, 10)]
    [InlineData(30, 20)]
    [InlineData(100, 20)]
    [InlineData(30, 90)]
    public void Long_shots_that_all_hold_and_lose_are_no_surer_than_the_chance_of_it(int owners, int games)
    {
        var row = Boards.Build(Same(owners, games, static _ => 0.03, static _ => 0)).Row(Segment);
        Assert.True(row.P / 2 > Math.Min(0.05, 0.75 * Math.Pow(0.97, games)), $"p {row.P}");
    }

    [Fact]
    public void A_rare_outcome_counts_once_a_game_and_what_is_held_of_it_together()
    {
        // Of 100 games each owner holds all: λ = 100 · 0.05. What one game moves in the mean is a hundredth, not a part of 3,000 that move alone.
        var row = Boards.Build(Same(30, 100, static _ => 0.05, static _ => 0)).Row(Segment);
        Assert.Equal(3 / 5.0 * 475, row.VarianceFloor!.Value, 6);
        Assert.Equal(Math.Sqrt(3 / 5.0 * 475 / 100), row.GameError!.Value, 6);
    }

    [Fact]
    public void Games_that_all_hold_leave_few_rare_outcomes_among_many_own_ones()
    {
        // Σ r = 10 · 20 · 0.05 of the same games and as much of own ones; Σ n r = 10 · 10 + 10: λ = 20² / 110.
        var users = Enumerable.Range(0, 10).Select(u => Boards.User($"u{u:000}", Segment, Enumerable.Range(0, 40)
            .Select(e => Boards.Position(e < 20 ? $"same-{e}" : $"{u}-{e}", 20_000 + e, 0.05, 0)).ToArray()));
        Assert.Equal(3 * 110 / 400.0 * 475, Boards.Build(users).Row(Segment).VarianceFloor!.Value, 6);
    }

    [Fact]
    public void Owners_on_both_sides_of_a_game_win_and_lose_against_each_other()
    {
        // Half hold 100 long shots, half the favourites against them: the rare outcomes cancel, and the spread between owners is the error.
        var users = Enumerable.Range(0, 30).Select(u => Boards.User($"u{u:000}", Segment, Enumerable.Range(0, 100)
            .Select(e => Boards.Position($"same-{e}", 20_000 + (e % 60), u % 2 == 0 ? 0.05 : 0.95, u % 2)).ToArray()));
        var row = Boards.Build(users).Row(Segment);
        Assert.NotNull(row.VarianceFloor);
        Assert.Equal(row.FollowThrough!.StandardError!.Value, row.GameError!.Value, 6);
    }

    /// <summary>A niche league on an ordinary board: its long shots go to payouts, the board's prices hardly move.</summary>
    [Fact]
    public void What_an_ordinary_board_shows_does_not_excuse_a_league_of_few_long_shots()
    {
        const string League = "league:niche", Other = "league:other";
        var users = Enumerable.Range(0, 30).Select(u => Boards.User(
            $"u{u:000}",
            [
                .. Enumerable.Range(0, 20).Select(e => (League, Boards.Position($"same-{e}", 20_000 + e, 0.03, 0))),
                .. Enumerable.Range(0, 40).Select(e => (Other, Boards.Position($"{u}-{e}", 20_000 + e, 0.5, e % 2 == 0 ? 0.55 : 0.45))),
            ]));
        var row = Boards.Build(users).Row(League);
        Assert.Equal(10_000 * 0.03 * 0.97, row.VarianceFloor!.Value, 6); // λ = 0.6
        Assert.True(row.P > 0.3, $"p {row.P}"); // all 20 lose in 54 of 100 worlds
    }

    /// <summary>Fair prices of one kind, one claim, the first look: its level is 2.5 %.</summary>
    [Theory]
    [InlineData(12, 4, 0.02, 0.05, HypothesisDirection.Below)]
    [InlineData(20, 5, 0.97, 0.99, HypothesisDirection.Above)]
    [InlineData(12, 4, 0.10, 0.20, HypothesisDirection.Below)]
    [InlineData(40, 10, 0.02, 0.05, HypothesisDirection.Below)]
    public void A_look_at_boards_of_fair_payouts_confirms_no_more_than_its_level(int owners, int events, double from, double to, string direction) =>
        AssertHolds(direction, random => Board(owners, events, _ => from + ((to - from) * random()), (_, price) => random() < price ? 1 : 0));

    /// <summary>The same of games that all hold.</summary>
    [Theory]
    [InlineData(30, 10, 0.02, 0.05, HypothesisDirection.Below)]
    [InlineData(30, 20, 0.95, 0.98, HypothesisDirection.Above)]
    [InlineData(20, 60, 0.02, 0.05, HypothesisDirection.Below)]
    public void A_look_at_games_that_all_hold_confirms_no_more_than_its_level(int owners, int games, double from, double to, string direction) =>
        AssertHolds(direction, random =>
        {
            var prices = Enumerable.Range(0, games).Select(_ => from + ((to - from) * random())).ToArray();
            var closes = prices.Select(price => random() < price ? 1.0 : 0).ToArray();
            return Same(owners, games, e => prices[e], e => closes[e]);
        });

    private static void AssertHolds(string direction, Func<Func<double>, IReadOnlyList<UserFigures>> board)
    {
        const int Looks = 400;
        var set = new HypothesisSet { Hypotheses = [new() { Segment = Segment, Variant = "pre_event", Direction = direction, SmallestEffect = 1 }] };
        var random = new SplitMix64(20_261_126);
        var confirmed = 0;
        for (var look = 0; look < Looks; look++)
        {
            var result = HypothesisTester.Test(set, new NewEvents(board(() => random.NextDouble()), new LookOverlap()), 1, new HashSet<(string, string)>(), TestContext.Current.CancellationToken).Single();
            confirmed += result.Verdict == HypothesisVerdict.Confirmed ? 1 : 0;
        }

        // 2.5 % of 400 and three standard deviations of it.
        Assert.True(confirmed <= 19, $"{confirmed} of {Looks}");
    }

    private static IReadOnlyList<UserFigures> Same(int owners, int games, Func<int, double> price, Func<int, double> close) =>
    [
        .. Enumerable.Range(0, owners).Select(u => Boards.User($"u{u:000}", Segment, Enumerable.Range(0, games)
            .Select(e => Boards.Position($"same-{e}", 20_000 + (e % 60), price(e), close(e))).ToArray())),
    ];

    private static IReadOnlyList<UserFigures> Board(int owners, int events, Func<int, double> price, Func<int, double, double> close) =>
    [
        .. Enumerable.Range(0, owners).Select(u => Boards.User($"u{u:000}", Segment, Enumerable.Range(0, events).Select(e =>
        {
            var from = price(e);
            return Boards.Position($"{u}-{e}", 20_000 + (((u * events) + e) % 60), from, close(e, from));
        }).ToArray())),
    ];
}
