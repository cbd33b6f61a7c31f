using System.Text;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Evidence.UserStatistics;

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
        Assert.True(nba.LogOdds!.Lower > 0 && nba.Percent!.Lower > 0 && nba.Cents!.Lower > 0 && nba.PercentNetOfFees!.Mean < nba.Percent.Mean);
        Assert.InRange(nba.Cents.Mean!.Value, 8, 12);
        Assert.True(nba.LogOdds.BootstrapLower < nba.LogOdds.Mean && nba.LogOdds.Mean < nba.LogOdds.BootstrapUpper);
        Assert.True(nba.ShrunkMean < nba.LogOdds.Mean && nba.EarlyHalf!.Mean > 0 && nba.LateHalf!.Mean > 0);
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
            Segments = [KeyValuePair.Create("league:nba", new SegmentFigures { MeanPercent = 0.05 + (0.001 * u), Positions = 10, ClvPositions = 9, ClvNotional = 5, Notional = 6, PercentNotionalSum = 1 })],
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
        users.Add(users[0] with { Wallet = "0xother", ClvVariant = "combined" });
        users.Add(new UserFigures { User = "means", Segments = [KeyValuePair.Create("a:x", new SegmentFigures { MeanPercent = 9, ClvPositions = 5, Positions = 5 })] });
        var row = Boards.Build(users).Row("a:x");
        Assert.Equal((6, 2, "events", "pre_event"), (row.Users, row.UsersOfOtherKind, row.Basis, row.ClvVariant));
    }

    private static readonly Dictionary<string, UserFigures[]> s_badInput = new(StringComparer.Ordinal)
    {
        { "one user", [Boards.User(1, 50, ("a:x", 0.1))] },
        { "all users equal", [.. Enumerable.Range(0, 9).Select(u => Boards.User(1, 8, ("a:x", 0.1)) with { Wallet = $"0x{u}" })] },
        { "zero variance", [.. Enumerable.Range(0, 9).Select(u => Constant(u, 8, 0.5))] },
        { "zero variance within users", [.. Enumerable.Range(0, 9).Select(u => Constant(u, 8, 0.5 + (0.01 * u)))] },
        { "no closing line anywhere", [.. Enumerable.Range(0, 9).Select(u => Constant(u, 8, null))] },
        { "payouts only", [.. Enumerable.Range(0, 9).Select(u => Constant(u, 8, 1))] },
        { "no segment", [new UserFigures { User = "a", HasEvents = true }] },
        { "an empty segment", [UserFigures.Of("a", new UserSegmentStatistics { User = "a", Wallet = "", RunId = "", GeneratedAt = "", Segments = [new SegmentEvents("a:x", "pre_event", [])] })] },
        { "one event a user", [.. Enumerable.Range(0, 9).Select(u => Boards.User(u, 1, ("a:x", 0.1)))] },
        { "a user of 100,000 positions", [Boards.User(99, 50_000, ("a:x", -0.1)), .. Enumerable.Range(0, 9).Select(u => Boards.User(u, 3, ("a:x", 0.1)))] },
        { "weights over fifteen orders of magnitude", [.. Enumerable.Range(0, 9).Select(u => Weighed(u, Math.Pow(10, (2 * u) - 3)))] },
        { "the same wallet ten times", [.. Enumerable.Range(0, 10).Select(u => Boards.User(u, 8, ("a:x", 0.1)) with { Wallet = "0x1" })] },
        { "a segment in one user only", [Boards.User(0, 30, ("a:x", 0.1)), .. Enumerable.Range(1, 9).Select(u => new UserFigures { User = $"u{u}", HasEvents = true })] },
        { "versions and periods mixed", [.. Enumerable.Range(0, 9).Select(u => Boards.User(u, 8, ("a:x", 0.1)) with { ClvVariant = u % 2 == 0 ? "pre_event" : "combined", GeneratedAt = $"202{u}-01-01T00:00:00+00:00", HasEvents = u != 8 })] },
        { "nobody", [] },
    };

    public static TheoryData<string> BadInput() => [.. s_badInput.Keys];

    [Theory]
    [MemberData(nameof(BadInput))]
    public void Bad_input_gives_rows_with_a_reason_and_finite_figures(string name)
    {
        var board = Boards.Build(s_badInput[name]);
        var text = Encoding.UTF8.GetString(EvidenceFile.ToBytes(board));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        Assert.Equal(text, Encoding.UTF8.GetString(EvidenceFile.ToBytes(EvidenceFile.Read(Encoding.UTF8.GetBytes(text)))));
        foreach (var row in board.Segments)
        {
            Assert.NotEmpty(row.Reasons);
            Assert.True(row.Verdict == Verdict.Insufficient, row.Verdict + name);
        }
    }

    private static UserFigures Constant(int number, int events, double? close)
    {
        var builder = new UserSegmentStatisticsBuilder();
        for (var e = 0; e < events; e++)
        {
            builder.Add("a:x", new PositionObservation { EventId = $"{number}-{e}", Notional = 10, AverageEntry = 0.4, Close = close, Time = e });
        }

        return UserFigures.Of($"u{number}", new UserSegmentStatistics { User = "", Wallet = $"0x{number}", RunId = "", GeneratedAt = "", Segments = builder.Build() });
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
