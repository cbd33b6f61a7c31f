using System.Globalization;
using PolyTool.Core.Evidence;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>All lines of the table.</summary>
internal static class WorldCatalogue
{
    private static readonly int[] s_sizes = [10, 30, 100];
    private static readonly EvidenceRule s_weeks = EvidenceRule.Default with { ClusterBy = ClusterPeriod.Week };
    private static readonly EvidenceRule s_keepWallets = EvidenceRule.Default with { MergeOwners = false };

    /// <summary>Worlds in which no segment is better than another and nobody has skill, unless the name says so.</summary>
    public static IEnumerable<World> Null() =>
    [
        .. Fair(), .. Execution(), .. Games(), .. Niche(), .. Behaviour(), .. Copiers(), .. Markouts(), .. Shocks(), .. Owners(), .. Everywhere(),
    ];

    /// <summary>Worlds in which four of twenty leagues are better.</summary>
    public static IEnumerable<World> Power()
    {
        World world = new() { Name = "", Group = "power", Even = true };
        foreach (var users in new[] { 30, 100 })
        {
            foreach (var effect in new[] { 0.5, 1, 2 })
            {
                yield return world with { Name = Text($"own games, {effect} c, {users} users"), Users = users, Effect = effect };
            }
        }

        yield return world with { Name = "own games, s 0.01, 1 c, 30 users", Effect = 1, Share = 0.01 };
        foreach (var effect in new[] { 0.5, 1, 2 })
        {
            yield return world with { Name = Text($"1,000 shared games, {effect} c, 100 users"), Users = 100, Effect = effect, Games = 1000 };
        }

        yield return world with { Name = "200 shared games, 2 c, 100 users", Users = 100, Effect = 2, Games = 200 };
        yield return world with { Name = "own games, 2 c, 30 users, clustered by week", Effect = 2, Rule = s_weeks };
        yield return world with { Name = "markout, both early, 2 c, 100 users", Effect = 2, Users = 100, Markout = true, Early = Early.Both };
    }

    /// <summary>All lines, those without anything to find first.</summary>
    public static IEnumerable<World> All() => Null().Concat(Power());

    private static IEnumerable<World> Fair()
    {
        foreach (var users in s_sizes)
        {
            foreach (var share in new[] { 0.01, 0.053, 0.3, 0.9 })
            {
                foreach (var mix in Enum.GetValues<PriceMix>())
                {
                    yield return new World { Name = Text($"fair, s {share}, {mix.ToString().ToLowerInvariant()}, {users} users"), Group = "fair", Users = users, Share = share, Prices = mix };
                }
            }
        }

        foreach (var users in s_sizes)
        {
            yield return new World { Name = Text($"half s 0.053, half 0.9, {users} users"), Group = "fair", Users = users, OtherShare = 0.9 };
            yield return new World { Name = Text($"users lean to favourites in half of the leagues, {users} users"), Group = "fair", Users = users, Share = 0.3, Lean = true };
        }
    }

    private static IEnumerable<World> Execution()
    {
        World world = new() { Name = "", Group = "execution" };
        yield return world with { Name = "makers, half a cent", HalfSpread = -0.5, FilledByFalls = true };
        yield return world with { Name = "makers, half a cent, 100 users", HalfSpread = -0.5, FilledByFalls = true, Users = 100 };
        yield return world with { Name = "takers, a cent", HalfSpread = 1 };
        foreach (var cents in new[] { 1, 2, 3 })
        {
            yield return world with { Name = Text($"bounce of {cents} c"), Bounce = cents };
        }

        yield return world with { Name = "stale midpoints in a fifth", Stale = 0.2 };
        yield return world with { Name = "stale midpoints in a fifth, makers", Stale = 0.2, HalfSpread = -0.5, FilledByFalls = true };
        yield return world with { Name = "own impact, half a cent a $1,000", Impact = 0.5 };
        yield return world with { Name = "own impact, 1 c a $1,000", Impact = 1 };
        yield return world with { Name = "own impact, 1 c a $1,000, 100 users", Impact = 1, Users = 100 };
        yield return world with { Name = "half of the impact later, 1 c a $1,000", Impact = 1, ImpactLater = 0.5, Promised = false };
        yield return world with { Name = "impact that comes back, 1 c a $1,000", Impact = 1, ImpactReverts = true, Promised = false };
    }

    private static IEnumerable<World> Games()
    {
        World world = new() { Name = "", Group = "games" };
        foreach (var users in s_sizes)
        {
            yield return world with { Name = Text($"200 games under three names, {users} users"), Games = 200, Names = 3, Users = users };
            yield return world with { Name = Text($"40 games under six names, {users} users"), Games = 40, Names = 6, Users = users };
            yield return world with { Name = Text($"news days, share 0.3, 30 days, {users} users"), Common = 0.3, Days = 30, Users = users };
        }

        yield return world with { Name = "200 games, both sides, 30 users", Games = 200, OneSide = false };
        yield return world with { Name = "200 games, s 0.9, 30 users", Games = 200, Share = 0.9 };
        yield return world with { Name = "200 games under three names, names not tied", Games = 200, Names = 3, NamesApart = true };
        yield return world with { Name = "40 games under six names, names not tied", Games = 40, Names = 6, NamesApart = true };
    }

    /// <summary>A league of few games at extreme prices on which everybody bets: alone, and on a board of ordinary leagues.</summary>
    private static IEnumerable<World> Niche()
    {
        foreach (var (what, from, to) in new[] { ("long shots", 0.02, 0.05), ("favourites", 0.95, 0.98) })
        {
            foreach (var games in new[] { 10, 20 })
            {
                foreach (var pays in new[] { true, false })
                {
                    foreach (var users in new[] { 30, 100 })
                    {
                        World world = new() { Name = "", Group = "niche", Users = users, NicheGames = games, NicheFrom = from, NicheTo = to, NichePays = pays, NicheShare = pays ? 0.053 : 0.9 };
                        var name = Text($"the same {games} {what}, {(pays ? "payouts" : "s 0.9")}, {users} users");
                        yield return world with { Name = name + ", nothing else", Even = true, Bets = 0 };
                        if (pays || users == 30)
                        {
                            yield return world with { Name = name + ", and an ordinary board" };
                        }
                    }
                }
            }
        }

        World paying = new() { Name = "", Group = "niche", NicheFrom = 0.1, NicheTo = 0.2, NicheShare = 0.053, NichePays = true };
        yield return paying with { Name = "the same 10 games at 0.10 to 0.20, payouts, 30 users, and an ordinary board", NicheGames = 10 };
        foreach (var games in new[] { 40, 100, 300 })
        {
            yield return paying with { Name = Text($"the same {games} long shots, payouts, 30 users, and an ordinary board"), NicheGames = games, NicheFrom = 0.02, NicheTo = 0.05 };
            yield return paying with { Name = Text($"the same {games} long shots, payouts, 30 users, nothing else"), NicheGames = games, NicheFrom = 0.02, NicheTo = 0.05, Even = true, Bets = 0 };
        }

        yield return paying with { Name = "the same 20 long shots, markout, payouts, 30 users, and an ordinary board", NicheGames = 20, NicheFrom = 0.02, NicheTo = 0.05, Markout = true };
        yield return paying with { Name = "the same 20 favourites, markout, payouts, 30 users, and an ordinary board", NicheGames = 20, NicheFrom = 0.95, NicheTo = 0.98, Markout = true };
    }

    private static IEnumerable<World> Behaviour()
    {
        World world = new() { Name = "", Group = "behaviour" };
        foreach (var (what, when) in new[] { ("buy more after a fall", Return.BuyAfterFall), ("buy more after a rise", Return.BuyAfterRise) })
        {
            yield return world with { Name = $"{what}: a fifth, same token", Return = when, Returning = 0.2 };
            foreach (var to in Enum.GetValues<ReturnTo>())
            {
                yield return world with { Name = $"{what}: {(to switch { ReturnTo.SameToken => "same token", ReturnTo.OppositeToken => "the opposite", _ => "another market of the game" })}", Return = when, ReturnTo = to };
            }
        }

        yield return world with { Name = "buy more after a fall: shared games, the opposite", Return = Return.BuyAfterFall, ReturnTo = ReturnTo.OppositeToken, Games = 200 };
        yield return world with { Name = "sell after a fall", Return = Return.SellAfterFall };
        yield return world with { Name = "sell after a rise", Return = Return.SellAfterRise };
    }

    private static IEnumerable<World> Copiers()
    {
        World world = new() { Name = "", Group = "copiers" };
        yield return world with { Name = "1 leader, 29 copiers", Leaders = 1, Followers = 29 };
        yield return world with { Name = "3 leaders, 9 copiers each", Leaders = 3, Followers = 9 };
        yield return world with { Name = "3 leaders, 9 copiers each, up to 15 minutes later", Leaders = 3, Followers = 9, Delay = 15 };
        yield return world with { Name = "3 leaders, 9 copiers each, s 0.9", Leaders = 3, Followers = 9, Share = 0.9 };
    }

    private static IEnumerable<World> Markouts()
    {
        World world = new() { Name = "", Group = "markout", Markout = true };
        foreach (var mix in Enum.GetValues<PriceMix>())
        {
            foreach (var early in Enum.GetValues<Early>())
            {
                yield return world with
                {
                    Name = $"markout, {mix.ToString().ToLowerInvariant()}, {(early switch { Early.None => "none resolves early", Early.Yes => "only YES early", Early.No => "only NO early", _ => "both early" })}",
                    Prices = mix,
                    Early = early,
                };
            }
        }

        yield return world with { Name = "markout, uniform, both early, 100 users", Early = Early.Both, Users = 100 };
        yield return world with { Name = "markout, uniform, only NO early, 100 users", Early = Early.No, Users = 100 };
        yield return world with { Name = "markout, uniform, only NO early, 1 in 50", Early = Early.No, EarlyRate = 0.02 };
        yield return world with { Name = "markout, overlapping windows, share 0.3, 30 days", Common = 0.3, Days = 30 };
        yield return world with { Name = "markout, overlapping windows, share 0.3, 30 days, 100 users", Common = 0.3, Days = 30, Users = 100 };
    }

    private static IEnumerable<World> Shocks()
    {
        foreach (var days in new[] { 3, 7, 30 })
        {
            World world = new() { Name = Text($"league shocks of {days} days, share 0.3"), Group = "shocks", Promised = false, Common = 0.3, ShockByLeague = true, ShockDays = days };
            yield return world;
            yield return world with { Name = world.Name + ", clustered by week", Rule = s_weeks };
        }
    }

    private static IEnumerable<World> Owners()
    {
        World world = new() { Name = "", Group = "owners", Wallets = 10 };
        yield return world with { Name = "10 wallets of one person, all in common" };
        yield return world with { Name = "10 wallets of one person, all in common, wallets kept apart", Rule = s_keepWallets };
        yield return world with { Name = "10 wallets of one person, half in common", InCommon = 0.5 };
        foreach (var minutes in new[] { 2, 5, 15 })
        {
            yield return world with { Name = Text($"10 wallets of one person, up to {minutes} minutes later"), Delay = minutes };
        }

        yield return world with { Name = "2 persons of 10 wallets each", Persons = 2 };
        yield return world with { Name = "10 bots on both sides of the same five-minute markets", Wallets = 0, Bots = 10 };
        yield return world with { Name = "10 bots on one side of the same five-minute markets", Wallets = 0, Bots = 10, BotsOneSide = true };
        yield return world with { Name = "10 bots on one and the same side of the same five-minute markets", Wallets = 0, Bots = 10, BotsOneSide = true, BotsSameSide = true };
    }

    private static IEnumerable<World> Everywhere()
    {
        World world = new() { Name = "", Group = "everywhere" };
        foreach (var users in new[] { 30, 100 })
        {
            yield return world with { Name = Text($"half of the users better by 2 c everywhere, {users} users"), Skill = 2, Users = users };
            yield return world with { Name = Text($"the same, 200 shared games, {users} users"), Skill = 2, Users = users, Games = 200, OneSide = false };
            yield return world with { Name = Text($"drift of half a cent everywhere, {users} users"), Drift = 0.5, Users = users };
        }

        yield return world with { Name = "best 30 of 1,000 by profit, same period, not said", Group = "selection", ChosenFrom = 1000, Promised = false };
        yield return world with { Name = "best 30 of 1,000 by profit, same period, said", Group = "selection", ChosenFrom = 1000, Selection = UserSelection.Profit, Promised = false };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
