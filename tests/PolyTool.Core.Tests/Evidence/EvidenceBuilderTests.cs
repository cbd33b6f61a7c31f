using System.Text;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence;

public class EvidenceBuilderTests
{
    [Fact]
    public void A_strong_edge_is_supported_a_null_is_unproven_and_a_loss_is_contradicted()
    {
        var board = Boards.Build(Enumerable.Range(0, 20).Select(u => Boards.User(u, 10, ("league:nba", 0.1), ("league:nfl", 0), ("league:nhl", -0.1), ("league:unknown", 0.1))));
        var nba = board.Row("league:nba");
        Assert.Equal(Verdict.Supported, nba.Verdict);
        Assert.Equal((20, 200L, 400L, 20, 0), (nba.Users, nba.Events, nba.Positions, nba.PositiveUsers, nba.NegativeUsers));
        Assert.Equal(1, nba.Rank);
        Assert.Equal("follow_through", nba.TestMeasure);
        Assert.True(nba.FollowThrough!.Lower > 0 && nba.LogOdds!.Lower > 0 && nba.Percent!.Lower > 0 && nba.Total!.Lower > 0);
        Assert.InRange(nba.FollowThrough.Mean!.Value, 8, 12);
        Assert.Equal(nba.FollowThrough.Mean.Value - 0.75, nba.Net!.Mean!.Value, 8); // a quarter of a cent of fee and half a cent of spread
        Assert.Equal(1, nba.Execution!.Mean!.Value, 8);
        Assert.Equal(nba.P, new[] { nba.UserP, nba.SkewAdjustedP, nba.GameP, nba.DayP }.Max());
        Assert.True(nba.VsOwnRest is { Owners: 20, Buckets: 3, Lower: > 10, Q: < 0.05 });
        Assert.True(nba.FollowThrough.BootstrapLower < nba.FollowThrough.Mean && nba.FollowThrough.Mean < nba.FollowThrough.BootstrapUpper);
        Assert.True(nba.ShrunkMean < nba.FollowThrough.Mean && nba.EarlyHalf!.Mean > 0 && nba.LateHalf!.Mean > 0);
        Assert.Equal(20, nba.HeaviestUsers.Count);
        Assert.Equal(1, nba.HeaviestUsers.Sum(u => u.Weight), 8);
        Assert.Equal(Verdict.Unproven, board.Row("league:nfl").Verdict);
        Assert.Equal(Verdict.Contradicted, board.Row("league:nhl").Verdict);
        var residual = board.Row("league:unknown");
        Assert.Equal((Verdict.Insufficient, null, null, true), (residual.Verdict, residual.Rank, residual.P, residual.Residual));
        Assert.Equal(3, board.Tests);
        Assert.Equal(3, board.TestsByDimension["league"]);
    }

    [Fact]
    public void Means_alone_give_an_interval_over_users_and_are_never_supported()
    {
        var users = Enumerable.Range(0, 12).Select(u => new UserFigures
        {
            User = $"u{u}",
            Segments = [KeyValuePair.Create(new RowName("league:nba", "pre_event"), new SegmentFigures { MeanPercent = 0.05 + (0.001 * u), Positions = 10, ClvPositions = 9, ClvNotional = 5, Notional = 6, PercentNotionalSum = 1 })],
        });
        var row = Boards.Build(users).Row("league:nba");
        Assert.Equal(("user_means", "percent", Verdict.Promising), (row.Basis, row.TestMeasure, row.Verdict));
        Assert.Equal(0.0555, row.Percent!.Mean!.Value, 9);
        // mean 0.0555, sd of 0.05..0.061 = 0.0036056, over the root of 12, times t of 11 degrees (2.200985)
        Assert.Equal(0.0555 - (2.200985 * 0.00360555 / Math.Sqrt(12)), row.Percent.Lower!.Value, 7);
        Assert.Null(row.Percent.Tau2);
        Assert.Null(row.Events);
        Assert.Equal(0.2, row.NotionalWeightedPercent);
    }

    [Fact]
    public void Of_two_runs_of_one_wallet_the_newer_counts_and_the_other_is_named()
    {
        var old = Boards.User(1, 5, ("a:x", 0.1));
        var young = old with { GeneratedAt = "2026-03-01T00:00:00+00:00", User = "alias", Segments = Boards.User(1, 7, ("a:x", 0.1)).Segments };
        foreach (var order in new[] { new[] { old, young }, [young, old] })
        {
            var board = Boards.Build([.. order, Boards.User(2, 5, ("a:x", 0))]);
            Assert.Equal(2, board.Users);
            Assert.Equal(12, board.Row("a:x").Events);
            Assert.Equal("user1", Assert.Single(board.UsersWithout).User);
        }
    }

    [Fact]
    public void Figures_on_another_closing_line_or_of_another_kind_do_not_enter_the_same_mean()
    {
        var users = Enumerable.Range(0, 6).Select(u => Boards.User(u, 5, ("a:x", 0.1))).ToList();
        users.Add(Line(users[0] with { Wallet = "0xother" }, "combined"));
        users.Add(new UserFigures { User = "means", Segments = [KeyValuePair.Create(new RowName("a:x", "pre_event"), new SegmentFigures { MeanPercent = 9, ClvPositions = 5, Positions = 5 })] });
        var rows = Boards.Build(users).Segments;
        Assert.Equal([(1, 0, "events", "combined"), (6, 1, "events", "pre_event")], rows.Select(row => (row.Users, row.UsersOfOtherKind, row.Basis, row.Variant)));
    }

    private static readonly Dictionary<string, UserFigures[]> s_badInput = new(StringComparer.Ordinal)
    {
        { "one user", [Boards.User(1, 50, ("a:x", 0.1))] },
        { "zero variance", [.. Enumerable.Range(0, 9).Select(u => Constant(u, 8, 0.5))] },
        { "no closing line anywhere", [.. Enumerable.Range(0, 9).Select(u => Constant(u, 8, null))] },
        { "no segment", [new UserFigures { User = "a", HasEvents = true }] },
        { "an empty segment", [UserFigures.Of("a", new SegmentStatistics { User = "a", Wallet = "", RunId = "", GeneratedAt = "", Segments = [new SegmentEvents("a:x", "pre_event", [])] })] },
        { "one event a user", [.. Enumerable.Range(0, 9).Select(u => Boards.User(u, 1, ("a:x", 0.1)))] },
        { "a user of 100,000 positions", [Boards.User(99, 50_000, ("a:x", -0.1)), .. Enumerable.Range(0, 9).Select(u => Boards.User(u, 3, ("a:x", 0.1)))] },
        { "weights over fifteen orders of magnitude", [.. Enumerable.Range(0, 9).Select(u => Weighed(u, Math.Pow(10, (2 * u) - 3)))] },
        { "the same wallet ten times", [.. Enumerable.Range(0, 10).Select(u => Boards.User(u, 8, ("a:x", 0.1)) with { Wallet = "0x1" })] },
        { "a segment in one user only", [Boards.User(0, 30, ("a:x", 0.1)), .. Enumerable.Range(1, 9).Select(u => new UserFigures { User = $"u{u}", HasEvents = true })] },
        { "versions and periods mixed", [.. Enumerable.Range(0, 8).Select(u => Line(Boards.User(u, 8, ("a:x", 0.1)), u % 2 == 0 ? "pre_event" : "combined") with { GeneratedAt = $"202{u}-01-01T00:00:00+00:00", HasEvents = u != 8 })] },
        { "nobody", [] },
    };

    public static TheoryData<string> BadInput() => [.. s_badInput.Keys];

    [Theory]
    [MemberData(nameof(BadInput))]
    public void Bad_input_gives_rows_with_a_reason_and_finite_figures(string name)
    {
        var board = Boards.Build(s_badInput[name]);
        var text = Encoding.UTF8.GetString(EvidenceWriter.ToBytes(board));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        Assert.Equal(text, Encoding.UTF8.GetString(EvidenceWriter.ToBytes(EvidenceReader.Read(Encoding.UTF8.GetBytes(text)))));
        foreach (var row in board.Segments)
        {
            Assert.NotEmpty(row.Reasons);
            Assert.True(row.Verdict == Verdict.Insufficient, row.Verdict + name);
        }
    }

    [Fact]
    public void Users_who_are_each_constant_but_differ_have_an_interval()
    {
        var row = Boards.Build(Enumerable.Range(0, 9).Select(u => Constant(u, 8, 0.5 + (0.01 * u)))).Row("a:x");
        Assert.Equal(14, row.Total!.Mean!.Value, 9); // 10 to 18 cents
        Assert.Equal(Math.Sqrt(7.5 / 9), row.Total.StandardError!.Value, 9); // the spread of the nine means
        Assert.Equal((Verdict.Promising, "total"), (row.Verdict, row.TestMeasure));
        Assert.Contains("tell no price after the first buy", row.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Payouts_that_all_are_wins_still_have_the_variance_that_their_prices_say()
    {
        var row = Boards.Build(Enumerable.Range(0, 9).Select(u => Constant(u, 8, 1))).Row("a:x");
        Assert.Equal(2400, row.VarianceFloor!.Value, 6); // 10,000 m (1 - m) at 0.4
        Assert.Equal(Math.Sqrt(2400.0 / 72), row.Total!.StandardError!.Value, 7);
    }

    [Fact]
    public void One_tie_takes_no_interval_away()
    {
        var random = new Random(3);
        UserFigures User(int u, int events) => Boards.User($"u{u}", "a:x", Enumerable.Repeat(0.4 + (0.05 * (1 + random.NextDouble())), events).Select((close, e) => Boards.Position($"g{u}-{e}", 20_000 + u, 0.4, close)));
        var without = Boards.Build([.. Enumerable.Range(0, 24).Select(u => User(u, 1))], Boards.Quick with { MinPositions = 20 }).Row("a:x");
        random = new Random(3);
        var with = Boards.Build([.. Enumerable.Range(0, 24).Select(u => User(u, u == 5 ? 2 : 1))], Boards.Quick with { MinPositions = 20 }).Row("a:x");
        Assert.True(without.UserP < 1e-6);
        Assert.Equal(without.UserP!.Value, with.UserP!.Value, 12);
        Assert.NotNull(with.SkewAdjustedP);
    }

    [Fact]
    public void Nearly_equal_means_of_users_give_no_interval_narrower_than_their_events_allow()
    {
        var users = Enumerable.Range(0, 6).Select(u => Boards.User($"u{u}", "a:x", Enumerable.Range(0, 10).Select(e => Boards.Position($"g{u}-{e}", 20_000 + e, 0.4, 0.41 + (e % 2 == 0 ? 0.1 : -0.1) + (0.000001 * u)))));
        var measure = Boards.Build(users).Row("a:x").FollowThrough!;
        Assert.Equal(Math.Sqrt(measure.WithinVariance!.Value / 60), measure.StandardError!.Value, 7);
    }

    [Fact]
    public void Both_lines_of_a_segment_are_rows_and_tests_of_their_own()
    {
        var users = Enumerable.Range(0, 12).Select(u => Boards.User($"u{u}", "a:x", Enumerable.Range(0, 10).SelectMany(e => new[]
        {
            Boards.Position($"g{u}-{e}", 20_000 + e, 0.4, 0.45 + (0.01 * ((u + e) % 5))),
            Boards.Position($"g{u}-{e}", 20_000 + e, 0.4, 0.33 + (0.01 * ((u * e) % 7))) with { Variant = PositionObservation.Markout },
        })));
        var board = Boards.Build(users);
        Assert.Equal(2, board.Tests);
        Assert.Equal([("markout_24h", Verdict.Contradicted, 12), ("pre_event", Verdict.Promising, 12)], board.Segments.Select(s => (s.Variant, s.Verdict, s.Users)));
        Assert.Contains("bet nowhere else", string.Join(';', board.Segments[1].Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_position_of_a_game_is_its_one_observation_however_many_follow()
    {
        // The first says +10 cents; a thousand more of the same game, bought after it fell, would say +40.
        var users = Enumerable.Range(0, 8).Select(u => Boards.User($"u{u}", "a:x", Enumerable.Range(0, 6).SelectMany(e => new[] { Boards.Position($"g{u}-{e}", 20_000 + e, 0.4, 0.5 + (0.001 * u) + (0.002 * e)) }
            .Concat(Enumerable.Range(1, 1000).Select(i => Boards.Position($"g{u}-{e}", 20_000 + e, 0.1, 0.5) with { FirstBuyTime = (86_400L * (20_000 + e)) + i })))));
        var row = Boards.Build(users).Row("a:x");
        Assert.Equal((48L, 48_048L), (row.Events!.Value, row.Positions));
        Assert.Equal(10.85, row.FollowThrough!.Mean!.Value, 6);
    }

    [Fact]
    public void Users_who_are_good_everywhere_are_no_reason_to_name_a_segment()
    {
        var users = Enumerable.Range(0, 20).Select(u => Boards.User(u, 30, [.. Enumerable.Range(0, 6).Select(s => ($"league:{s}", 0.05))]));
        var board = Boards.Build(users, Boards.Quick with { PlaceboBoards = 40 });
        Assert.All(board.Segments, row => Assert.Equal(Verdict.Promising, row.Verdict));
        Assert.All(board.Segments, row => Assert.Contains("these users everywhere, not this segment", row.Reasons[1], StringComparison.Ordinal));
        Assert.NotNull(board.Placebo!.Caution);
    }

    [Fact]
    public void Few_days_are_not_enough_and_by_week_it_takes_weeks()
    {
        UserFigures[] Users(int days) => [.. Enumerable.Range(0, 8).Select(u => Boards.User($"u{u}", "a:x", Enumerable.Range(0, 12).Select(e => Boards.Position($"g{u}-{e}", 20_000 + (e % days), 0.4, 0.42 + (0.01 * ((u + e) % 4))))))];
        Assert.Contains("events on 4 different days, 5 needed", Boards.Build(Users(4)).Row("a:x").Reasons, StringComparer.Ordinal);
        Assert.Equal(Verdict.Promising, Boards.Build(Users(12)).Row("a:x").Verdict);
        Assert.Contains("different weeks, 5 needed", string.Join(';', Boards.Build(Users(12), Boards.Quick with { ClusterBy = ClusterPeriod.Week }).Row("a:x").Reasons), StringComparison.Ordinal);
    }

    private static UserFigures Line(UserFigures user, string variant) =>
        user with { Segments = [.. user.Segments.Select(s => KeyValuePair.Create(s.Key with { Variant = variant }, s.Value))] };

    private static UserFigures Constant(int number, int events, double? close)
    {
        var builder = new SegmentStatisticsBuilder();
        for (var e = 0; e < events; e++)
        {
            builder.Add("a:x", new PositionObservation { EventId = $"{number}-{e}", Notional = 10, AverageEntry = 0.4, Close = close, Time = e, Day = e });
        }

        return UserFigures.Of($"u{number}", new SegmentStatistics { User = "", Wallet = $"0x{number}", RunId = "", GeneratedAt = "", Segments = builder.Build() });
    }

    private static UserFigures Weighed(int number, double notional)
    {
        var statistics = Boards.Statistics(number, 6, ("a:x", 0.05));
        return UserFigures.Of("u", statistics with
        {
            Segments = [.. statistics.Segments.Select(s => s with { Events = [.. s.Events.Select(e => e with { Notional = notional, ClvNotional = notional, PctNotionalSum = notional * 0.1 })] })],
        });
    }
}
