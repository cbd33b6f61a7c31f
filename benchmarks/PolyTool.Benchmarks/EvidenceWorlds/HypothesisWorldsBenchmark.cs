using System.Globalization;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Hypotheses;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>
/// Whether looks at frozen hypotheses keep their promises: sets of four claims (leagues 0 and 5, which a world may make better, and 1 and
/// 6, which it never does; or the league of the few games that all hold, where there is one), looked at eight times as data grow, judged by the product's own code.
/// </summary>
internal sealed class HypothesisWorldsBenchmark : IBenchmark
{
    private const int Looks = 8;
    private static readonly int[] s_shown = [1, 2, 4, 8];
    private static readonly HashSet<(string, string)> s_nobody = [];

    public string Name => "hypothesis-worlds";

    public string Summary => "confirmed and refuted claims of frozen sets after 1, 2, 4 and 8 looks (--sets 400 --world <part of name> --seed 20261126 --workers 2)";

    public Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        string Option(string name, string otherwise) => options.ToList().IndexOf(name) is >= 0 and var at && at + 1 < options.Count ? options[at + 1] : otherwise;
        var sets = int.Parse(Option("--sets", "400"), CultureInfo.InvariantCulture);
        var seed = ulong.Parse(Option("--seed", "20261126"), CultureInfo.InvariantCulture);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = int.Parse(Option("--workers", "2"), CultureInfo.InvariantCulture), CancellationToken = cancellationToken };
        Console.WriteLine($"{sets} sets a line, seed {seed}, looks 1 / 2 / 4 / 8; per cent");
        Console.WriteLine("| world | sets with a false confirmation | true claims confirmed | computed for look 1 | true claims of 0.5 c or more refuted | claims without effect refuted |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var world in Worlds().Where(w => w.Name.Contains(Option("--world", ""), StringComparison.OrdinalIgnoreCase)))
        {
            var tally = new Tally();
            Parallel.For(0, sets, parallel, () => new BoardMaker(world), (set, _, maker) =>
            {
                var verdicts = Follow(world, maker, set, seed, cancellationToken);
                lock (tally)
                {
                    tally.Add(world, verdicts);
                }

                return maker;
            }, static _ => { });
            Console.WriteLine(tally.Line(world, sets));
        }

        return Task.FromResult(0);
    }

    private static int[] Leagues(World world) => world.NicheGames > 0 ? [0, 5, 1, BoardMaker.NicheLeague] : [0, 5, 1, 6];

    /// <summary>Above zero, as all claims are; of long shots what chance suggests, that they lose.</summary>
    private static string Direction(World world, int league) =>
        league == BoardMaker.NicheLeague && world.NicheTo < 0.5 ? HypothesisDirection.Below : HypothesisDirection.Above;

    private static IEnumerable<World> Worlds()
    {
        World world = new() { Name = "", Group = "hypotheses" };
        yield return world with { Name = "fair, 30 users" };
        yield return world with { Name = "fair, s 0.3, 30 users", Share = 0.3 };
        yield return world with { Name = "fair, favourites, s 0.3, 30 users", Share = 0.3, Prices = PriceMix.Favourites };
        yield return world with { Name = "fair, 10 users", Users = 10 };
        yield return world with { Name = "200 shared games, 30 users", Games = 200 };
        foreach (var games in new[] { 10, 20 })
        {
            var paying = world with { NicheGames = games, NicheShare = 0.053, NichePays = true };
            yield return paying with { Name = string.Create(CultureInfo.InvariantCulture, $"a claim on {games} long shots that all hold, 30 users"), NicheFrom = 0.02, NicheTo = 0.05 };
            yield return paying with { Name = string.Create(CultureInfo.InvariantCulture, $"a claim on {games} favourites that all hold, 30 users"), NicheFrom = 0.95, NicheTo = 0.98 };
        }

        yield return world with { Name = "news days, share 0.3, 30 days, 30 users", Common = 0.3, Days = 30 };
        foreach (var users in new[] { 30, 100 })
        {
            foreach (var cents in new[] { 0.5, 1, 2 })
            {
                yield return world with { Name = string.Create(CultureInfo.InvariantCulture, $"{cents} c in two of four, {users} users"), Effect = cents, Users = users };
            }
        }
    }

    /// <summary>The verdicts of each look on each claim: look k has the data of k periods.</summary>
    private static string[][] Follow(World world, BoardMaker maker, int number, ulong seed, CancellationToken cancellationToken)
    {
        var leagues = Leagues(world);
        HypothesisSet set = new()
        {
            Hypotheses = [.. leagues.Select(league => new Hypothesis { Segment = Rows.Keys[league], Variant = PositionObservation.PreEvent, Direction = Direction(world, league), SmallestEffect = 0.5 })],
            Rule = world.Rule,
        };
        var events = new List<SegmentEvent>[world.Users, leagues.Length];
        var verdicts = new string[Looks][];
        for (var look = 1; look <= Looks; look++)
        {
            maker.Make(WorldTally.SeedOf(world, (number * Looks) + look, seed));
            foreach (ref readonly var bet in maker.Bets)
            {
                if (Array.IndexOf(leagues, bet.League) is >= 0 and var claim)
                {
                    (events[bet.User, claim] ??= []).Add(EventOf(world, bet, look));
                }
            }

            var owners = Enumerable.Range(0, world.Users).Select(user => new UserFigures
            {
                User = user.ToString("d4", CultureInfo.InvariantCulture),
                HasEvents = true,
                Segments =
                [
                    .. Enumerable.Range(0, leagues.Length)
                        .Where(claim => events[user, claim] is not null)
                        .Select(claim => KeyValuePair.Create(new RowName(set.Hypotheses[claim].Segment, PositionObservation.PreEvent), SegmentFigures.Of(events[user, claim].ToArray()))),
                ],
            });
            verdicts[look - 1] = [.. HypothesisTester.Test(set, new NewEvents([.. owners], new LookOverlap()), look, s_nobody, cancellationToken).Select(static r => r.Verdict)];
        }

        return verdicts;
    }

    /// <summary>What a scan would have kept of a bet; no user bets twice on a game here.</summary>
    private static SegmentEvent EventOf(World world, in Bet bet, int period) => new()
    {
        EventId = string.Create(CultureInfo.InvariantCulture, $"{period}:{bet.Event}"),
        Day = bet.Day + (world.Days * period),
        Positions = 1,
        ClvPositions = 1,
        Notional = bet.Notional,
        ClvNotional = bet.Notional,
        First = new FirstPosition { Buy = bet.Time, Price = bet.FirstPrice, Average = bet.Average, After5 = bet.AfterFive, Close = bet.Close },
    };

    /// <summary>
    /// What is found at look 1, computed before anything is simulated: an event's variance by the law of the prices, N events of k users,
    /// t of k - 1 at the strictest step of Holm.
    /// </summary>
    private static double Expected(World world)
    {
        var random = new SplitMix64(1);
        double squares = 0;
        const int Draws = 200_000;
        for (var i = 0; i < Draws; i++)
        {
            var price = Prices.First(world.Prices, ref random);
            var close = Prices.Of(Prices.Move(Prices.State(price), world.Share, Prices.Gauss(ref random)));
            squares += 10_000 * (close - price) * (close - price);
        }

        var events = world.Users * world.Bets / 20.0;
        var error = Math.Sqrt(squares / Draws / events);
        var users = world.Users * 0.93; // some have no bet in the league
        return 1 - MathNet.Numerics.Distributions.StudentT.CDF(0, 1, users - 1, MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, users - 1, 1 - (0.025 / Leagues(world).Length)) - (world.Effect / error));
    }

    private sealed class Tally
    {
        private readonly int[] _false = new int[Looks + 1], _found = new int[Looks + 1], _wrong = new int[Looks + 1], _right = new int[Looks + 1];

        public void Add(World world, string[][] verdicts)
        {
            foreach (var looks in s_shown)
            {
                bool Ever(int claim, string verdict) => verdicts.Take(looks).Any(v => v[claim] == verdict);
                bool IsTrue(int claim) => world.Effect > 0 && claim < 2;
                _false[looks] += Enumerable.Range(0, 4).Any(c => !IsTrue(c) && Ever(c, HypothesisVerdict.Confirmed)) ? 1 : 0;
                for (var claim = 0; claim < 4; claim++)
                {
                    _found[looks] += IsTrue(claim) && Ever(claim, HypothesisVerdict.Confirmed) ? 1 : 0;
                    _wrong[looks] += IsTrue(claim) && Ever(claim, HypothesisVerdict.Refuted) ? 1 : 0;
                    _right[looks] += !IsTrue(claim) && Ever(claim, HypothesisVerdict.Refuted) ? 1 : 0;
                }
            }
        }

        public string Line(World world, int sets)
        {
            string Shares(int[] counts, int of) => string.Join(" / ", s_shown.Select(k => (100.0 * counts[k] / of).ToString("F1", CultureInfo.InvariantCulture)));
            var isTrue = world.Effect > 0;
            return $"| {world.Name} | {Shares(_false, sets)} | {(isTrue ? Shares(_found, 2 * sets) : "")} | {(isTrue ? (100 * Expected(world)).ToString("F1", CultureInfo.InvariantCulture) : "")} | {(isTrue ? Shares(_wrong, 2 * sets) : "")} | {Shares(_right, (isTrue ? 2 : 4) * sets)} |";
        }
    }
}
