using System.Globalization;
using System.Text.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence;

public class EvidenceDeterminismTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    [InlineData("")]
    public void Order_of_users_workers_and_culture_do_not_change_a_byte(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        for (var seed = 1UL; seed <= 12; seed++)
        {
            var users = seed == 1 ? Users() : Mixed(seed);
            var expected = EvidenceWriter.ToBytes(Boards.Build(users));
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                foreach (var workers in new[] { 1, 2, 8 })
                {
                    Shuffle(users, seed + (ulong)workers);
                    Assert.Equal(expected, EvidenceWriter.ToBytes(Boards.Build(users, workers: workers)));
                }
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void Figures_that_go_to_the_disk_do_not_change_a_byte()
    {
        var folder = Directory.CreateTempSubdirectory("polytool-scratch-").FullName;
        try
        {
            for (var seed = 1UL; seed <= 12; seed++)
            {
                // One owner of several wallets, and one user of more events than are read at once.
                var users = Mixed(seed);
                users.AddRange(Enumerable.Range(600, 3).Select(static u => Boards.User(u, 9, ("a:0", 0.1), ("b:1", 0.02)) with { Signature = new uint[128], SignedPositions = 40 }));
                users.Add(Boards.User(700, 150, ("a:0", 0.1), ("a:2", 0.02)));
                var rule = Boards.Quick with { MinUsers = 2, MinEvents = 2, MinPositions = 2, MinDays = 1, MinRestOwners = 2 };
                var selection = seed % 2 == 0 ? UserSelection.Profit : UserSelection.Unknown;
                var expected = EvidenceWriter.ToBytes(Boards.Build(users, rule, selection: selection));
                Assert.Contains("+2", System.Text.Encoding.UTF8.GetString(expected), StringComparison.Ordinal);

                // None stay in memory and none are held, none stay and some are held, the last ones go, all stay.
                foreach (var mostBytes in new[] { 0L, 4_000, 20_000, 1 << 20 })
                {
                    var board = Boards.Build(users, rule, workers: 3, scratch: Path.Combine(folder, "figures"), mostBytes, selection);
                    Assert.Equal(expected, EvidenceWriter.ToBytes(board));
                    Assert.Empty(Directory.GetFileSystemEntries(folder));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_segments_own_figures_change_only_with_its_own_data()
    {
        for (var seed = 1UL; seed <= 12; seed++)
        {
            var random = new SplitMix64(seed);
            var users = seed == 1 ? Users() : Mixed(seed);
            var before = Boards.Build(users);
            var changed = before.Segments[random.Below(before.Segments.Count)].SegmentKey;

            // The changed segment gets a user, and a segment that nobody had comes with them.
            var after = Boards.Build([.. users, Boards.User(500, 9, ("a:new", 0.2), (changed, 0.3))]);
            Assert.All(before.Segments, row => Assert.Equal(row.SegmentKey != changed || row.Variant != "pre_event", Own(row) == Own(Same(after, row))));

            // Without one of its users it changes too, and nothing else does where they were not.
            var gone = users.Find(u => u.Segments.Any(s => s.Key.Segment == changed))!;
            var left = Boards.Build([.. users.Where(u => u.Key != gone.Key)]);
            var touched = users.Where(u => u.Key == gone.Key).SelectMany(u => u.Segments).Select(s => s.Key.Segment).ToHashSet(StringComparer.Ordinal);
            Assert.All(before.Segments.Where(row => !touched.Contains(row.SegmentKey)), row => Assert.Equal(Own(row), Own(Same(left, row))));
        }
    }

    [Fact]
    public void Two_runs_alike_in_name_and_time_count_the_same_whichever_comes_first()
    {
        var one = Boards.User(1, 5, ("a:x", 0.1));
        var other = one with { Segments = Boards.User(1, 8, ("a:x", -0.1)).Segments };
        var rest = Boards.User(2, 5, ("a:x", 0));
        Assert.Equal(EvidenceWriter.ToBytes(Boards.Build([one, other, rest])), EvidenceWriter.ToBytes(Boards.Build([rest, other, one])));
    }

    [Fact]
    public void The_bytes_are_those_that_were_written_once()
    {
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(EvidenceWriter.ToBytes(Boards.Build(Users()))));
        Assert.True(hash == "FDD8CED72AB168E6486851FEA97EA3030C86920600F018228F8913385B3D9FD3", hash); // the whole hash, to be written here
    }

    private static List<UserFigures> Users() =>
        [.. Enumerable.Range(0, 25).Select(u => Boards.User(u, 3 + (u % 9), ("a:x", 0.05), ("a:y", 0.002 * u), ("a:z", -0.02), ("b:unknown", 0.1)))];

    /// <summary>Users of every kind: with sums and with means alone, on two closing lines, twice, and in few or many segments.</summary>
    private static List<UserFigures> Mixed(ulong seed)
    {
        var random = new SplitMix64(seed);
        var users = new List<UserFigures>();
        for (var u = 5 + random.Below(25); u >= 0; u--)
        {
            (string, double)[] segments = [.. Enumerable.Range(0, 5).Where(s => s == 0 || random.Below(3) > 0).Select(s => ($"{"ab"[s % 2]}:{s}", (0.1 * random.NextDouble()) - 0.04))];
            var user = Boards.User(u, 1 + random.Below(12), segments) with { LooksAutomated = random.Below(3) == 0 ? null : random.Below(2) == 0 };
            users.Add(random.Below(6) > 0 ? user : new UserFigures
            {
                User = user.User,
                Segments = [.. segments.Select(s => KeyValuePair.Create(new RowName(s.Item1, "pre_event"), new SegmentFigures { MeanPercent = s.Item2, Positions = 9, ClvPositions = 7, ClvNotional = 5, Notional = 6, PercentNotionalSum = 1 }))],
            });
            if (random.Below(5) == 0)
            {
                users.Add(user with { GeneratedAt = "2026-03-01T00:00:00+00:00", User = "again" });
            }
        }

        // Some on another line.
        return [.. users.Select((u, i) => (seed + (ulong)i) % 6 > 0 ? u : u with { Segments = [.. u.Segments.Select(s => KeyValuePair.Create(s.Key with { Variant = "combined" }, s.Value))] })];
    }

    private static SegmentEvidence Same(EvidenceBoard board, SegmentEvidence row) => board.Segments.Single(s => s.SegmentKey == row.SegmentKey && s.Variant == row.Variant);

    /// <summary>What does not depend on the other rows.</summary>
    private static string Own(SegmentEvidence row) => JsonSerializer.Serialize(row with
    {
        Q = null,
        QAnyDependence = null,
        VsOwnRest = null,
        ShrunkMean = null,
        ShrunkLower = null,
        ShrunkUpper = null,
        Rank = null,
        Verdict = Verdict.Insufficient,
        Reasons = [],
    });

    private static void Shuffle(List<UserFigures> users, ulong seed)
    {
        var random = new SplitMix64(seed);
        for (var i = users.Count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (users[i], users[j]) = (users[j], users[i]);
        }
    }
}
