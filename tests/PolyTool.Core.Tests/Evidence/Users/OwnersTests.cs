using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence.Users;

public class OwnersTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(120, true)]
    [InlineData(900, false)]
    [InlineData(86_400, false)]
    public void Wallets_that_buy_the_same_within_minutes_are_one_owner_and_a_day_apart_they_are_not(int delay, bool areOne)
    {
        var random = new SplitMix64(1);
        var purchases = Purchases(ref random, 60);
        var users = new[] { Wallet("a", purchases), Wallet("b", [.. purchases.Select(p => (p.Token, p.Time + delay))]) };
        Assert.Equal(areOne ? 1 : 2, OwnersOf(users));
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(0.8, true)]
    [InlineData(0.5, false)] // a third of all their purchases
    [InlineData(0.0, false)]
    public void Half_of_all_purchases_in_common_is_where_one_owner_begins(double common, bool areOne)
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var random = new SplitMix64(seed);
            var purchases = Purchases(ref random, 200);
            var own = Purchases(ref random, 200);
            var both = (int)(200 * common);
            var users = new[] { Wallet("a", purchases), Wallet("b", [.. purchases.Take(both), .. own.Skip(both)]) };
            Assert.Equal(areOne ? 1 : 2, OwnersOf(users));
        }
    }

    [Fact]
    public void Three_positions_alike_are_chance_and_a_signature_of_another_length_has_no_partner()
    {
        var random = new SplitMix64(2);
        var three = Purchases(ref random, 3);
        var many = Purchases(ref random, 50);
        Assert.Equal(2, OwnersOf([Wallet("a", three), Wallet("b", three)]));
        Assert.Equal(2, OwnersOf([Wallet("a", many), Wallet("b", many, cut: 64)]));
        Assert.Equal(2, OwnersOf([Wallet("a", many), new UserFigures { User = "b", Wallet = "b", HasEvents = true }]));
    }

    [Fact]
    public void Machines_that_buy_both_sides_of_every_five_minute_market_are_not_one_owner()
    {
        var random = new SplitMix64(3);
        var users = Enumerable.Range(0, 6).Select(u =>
        {
            var signature = new OwnerSignature();
            for (var m = 0; m < 500; m++)
            {
                signature.Add($"up{m}", $"market{m}", (300 * m) + random.Below(240), isTested: true);
                signature.Add($"down{m}", $"market{m}", (300 * m) + random.Below(240), isTested: true);
            }

            for (var p = 0; p < 40; p++)
            {
                signature.Add($"own{u}-{p}", $"game{u}-{p}", 100_000 * p, isTested: true);
            }

            return User($"m{u}", signature);
        });
        Assert.Equal(6, OwnersOf([.. users]));
    }

    [Fact]
    public void What_is_never_tested_makes_no_owner()
    {
        // Machines that buy the same side of markets that are over before five minutes are, and other things besides.
        var users = Enumerable.Range(0, 4).Select(u =>
        {
            var signature = new OwnerSignature();
            for (var m = 0; m < 500; m++)
            {
                signature.Add($"up{m}", $"market{m}", 300 * m, isTested: false);
                signature.Add($"alone{m}", "", 300 * m, isTested: false);
            }

            for (var p = 0; p < 40; p++)
            {
                signature.Add($"own{u}-{p}", $"game{u}-{p}", 100_000 * p, isTested: true);
            }

            return User($"m{u}", signature);
        }).ToList();
        Assert.Equal(4, OwnersOf(users));
        Assert.All(users, static u => Assert.Equal(40, u.SignedPositions));
    }

    [Fact]
    public void Chains_are_one_owner_and_the_order_of_users_changes_nothing()
    {
        var random = new SplitMix64(4);
        var purchases = Purchases(ref random, 300);
        UserFigures[] chain = [.. Enumerable.Range(0, 5).Select(i => Wallet($"w{i}", [.. purchases.Skip(30 * i).Take(150)]))];
        var strangers = Enumerable.Range(0, 20).Select(i => Wallet($"x{i:d2}", Purchases(ref random, 80))).ToArray();
        var board = Boards.Build([.. chain, .. strangers]);
        Assert.Equal(21, board.Owners);
        Assert.Equal(["w0", "w1", "w2", "w3", "w4"], Assert.Single(board.Merged).Users);
        Assert.Equal(21, OwnersOf([.. strangers.Reverse(), .. chain.Reverse()]));
    }

    [Fact]
    public void Owners_are_what_comparing_every_pair_would_join()
    {
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var random = new SplitMix64(seed);
            var users = new List<UserFigures>();
            for (var person = 0; person < 6; person++)
            {
                var purchases = Purchases(ref random, 40);
                for (var w = 0; w < 9; w++)
                {
                    var delay = 60 + random.Below(840);
                    users.Add(Wallet($"p{person}-{w}", [.. purchases.Select(p => (p.Token, p.Time + delay))]));
                }
            }

            // By the definition: all pairs, closed along chains.
            int[] owner = [.. Enumerable.Range(0, users.Count)];
            for (var again = true; again;)
            {
                again = false;
                for (var i = 0; i < users.Count; i++)
                {
                    for (var j = 0; j < i; j++)
                    {
                        if (owner[i] != owner[j] && Owners.AreOne(users[i].Signature!, users[i].SignedPositions, users[j].Signature!, users[j].SignedPositions))
                        {
                            var (from, to) = (Math.Max(owner[i], owner[j]), Math.Min(owner[i], owner[j]));
                            owner = Array.ConvertAll(owner, o => o == from ? to : o);
                            again = true;
                        }
                    }
                }
            }

            var expected = users.Select((u, i) => (u.User, Owner: owner[i])).GroupBy(u => u.Owner).Where(g => g.Count() > 1).Select(g => string.Join(',', g.Select(u => u.User)));
            Assert.Equal(expected.Order(StringComparer.Ordinal), Boards.Build(users).Merged.Select(m => string.Join(',', m.Users)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Ten_wallets_of_one_person_are_one_study_unless_kept_apart()
    {
        UserFigures[] users = [.. Enumerable.Range(0, 10).Select(w => Person("one", w)), .. Enumerable.Range(0, 6).Select(p => Person($"p{p}", 0))];
        var board = Boards.Build(users);
        Assert.Equal((16, 7), (board.Users, board.Owners));
        var merged = Assert.Single(board.Merged);
        Assert.Equal(("one-0 (+9)", 10), (merged.Owner, merged.Users.Count));
        var row = board.Row("a:x");
        Assert.Equal((7, 16, 70L), (row.Users, row.Wallets, row.Events!.Value));
        Assert.Contains(board.OwnerNotes, note => note.StartsWith("16 users are 7 owners: one-0, one-1", StringComparison.Ordinal));
        var kept = Boards.Build(users, Boards.Quick with { MergeOwners = false });
        Assert.Equal((16, 16, 160L), (kept.Owners, kept.Row("a:x").Users, kept.Row("a:x").Events!.Value));
        Assert.Empty(kept.Merged);
        Assert.Equal(EvidenceWriter.ToBytes(board), EvidenceWriter.ToBytes(Boards.Build(users.Reverse())));
    }

    [Fact]
    public void Old_files_without_signatures_are_left_apart_and_that_is_said_once()
    {
        var board = Boards.Build(Enumerable.Range(0, 5).Select(u => Boards.User(u, 5, ("a:x", 0.1))));
        Assert.Equal((5, 5), (board.Owners, board.UsersUnsigned));
        Assert.Equal("Run roots of 5 users do not say what was bought when, so wallets of one owner among them cannot be told.", Assert.Single(board.OwnerNotes));
    }

    [Fact]
    public void Users_chosen_by_profit_show_nothing_more_than_promising_in_the_period_of_these_profits()
    {
        Verdict Judge(UserSelection selection, int? until)
        {
            var builder = new EvidenceBuilder(Boards.Quick) { Selection = selection, SelectedUntil = until };
            foreach (var user in Enumerable.Range(0, 20).Select(u => Boards.User(u, 10, ("league:nba", 0.1), ("league:nfl", 0), ("league:nhl", -0.1))))
            {
                builder.Add(user);
            }

            var board = builder.Build("b", "", 1, CancellationToken.None);
            Assert.Equal(selection == UserSelection.Profit, board.Cautions.Any(c => c.Contains("chosen by their profits", StringComparison.Ordinal)));
            return board.Row("league:nba").Verdict;
        }

        Assert.Equal(Verdict.Supported, Judge(UserSelection.Random, null));
        Assert.Equal(Verdict.Promising, Judge(UserSelection.Profit, null));
        Assert.Equal(Verdict.Promising, Judge(UserSelection.Profit, 19_675)); // the first day of the events
        Assert.Equal(Verdict.Supported, Judge(UserSelection.Profit, 19_674));
    }

    private static int OwnersOf(params IEnumerable<UserFigures> users) => Boards.Build(users).Owners;

    private static List<(string Token, long Time)> Purchases(ref SplitMix64 random, int count)
    {
        var all = new List<(string, long)>();
        for (var i = 0; i < count; i++)
        {
            all.Add(($"token{random.Next():x}", 1_700_000_000 + random.Below(10_000_000)));
        }

        return all;
    }

    private static UserFigures Wallet(string name, List<(string Token, long Time)> purchases, int cut = OwnerSignature.Length)
    {
        var signature = new OwnerSignature();
        purchases.ForEach(p => signature.Add(p.Token, "market of " + p.Token, p.Time, isTested: true));
        return User(name, signature, cut);
    }

    private static UserFigures User(string name, OwnerSignature signature, int cut = OwnerSignature.Length)
    {
        var (numbers, positions) = signature.Build();
        return new UserFigures { User = name, Wallet = name, HasEvents = true, Signature = numbers![..cut], SignedPositions = positions };
    }

    private static UserFigures Person(string person, int wallet)
    {
        var random = new SplitMix64((ulong)person.Sum(static c => (37 * c) + 1));
        var signature = new OwnerSignature();
        var positions = new List<PositionObservation>();
        for (var e = 0; e < 10; e++)
        {
            signature.Add($"{person}-token{e}-{random.Next()}", $"{person}-game{e}", (86_400 * e) + (10 * wallet), isTested: true);
            positions.Add(Boards.Position($"{person}-game{e}", 20_000 + e, 0.4, 0.35 + (0.1 * random.NextDouble())));
        }

        var (numbers, signed) = signature.Build();
        return Boards.User($"{person}-{wallet}", "a:x", positions) with { Signature = numbers, SignedPositions = signed + 10 };
    }
}
