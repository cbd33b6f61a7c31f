using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Formulas;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>Makes boards of one world: from a seed the bets of all users. One thread at a time; what it made is valid until the next board.</summary>
internal sealed class BoardMaker(World world)
{
    /// <summary>The league of the few games that everybody holds, where a world has them.</summary>
    public const int NicheLeague = 19;

    private readonly MarketPaths _markets = new(world);
    private readonly List<Bet> _bets = [];
    private readonly List<(int From, int To)> _of = []; // bets of each user
    private readonly HashSet<int> _held = [];
    private readonly List<int> _niche = [];

    /// <summary>The bets, by user.</summary>
    public ReadOnlySpan<Bet> Bets => CollectionsMarshal.AsSpan(_bets);

    public void Make(ulong seed)
    {
        var random = new SplitMix64(new SplitMix64(seed).Next());
        _bets.Clear();
        _of.Clear();
        _markets.Clear(ref random);
        for (var game = 0; game < world.Games; game++)
        {
            var league = random.Below(20);
            var gain = Gain(league, 1); // skilled users take the side that gains
            var first = _markets.Add(Prices.First(world.Prices, ref random), league, gain, -1, ref random);
            for (var name = 1; name < world.Names; name++)
            {
                _markets.Add(Prices.First(world.Prices, ref random), league, gain, first, ref random);
            }
        }

        _niche.Clear();
        for (var game = 0; game < world.NicheGames; game++)
        {
            _niche.Add(_markets.AddNiche(NicheLeague, ref random));
        }

        var count = Math.Max(world.Users, world.ChosenFrom);
        for (var user = 0; user < count; user++)
        {
            var from = _bets.Count;
            MakeUser(user, ref random);
            _of.Add((from, _bets.Count));
        }

        if (world.ChosenFrom > 0)
        {
            KeepMostProfitable();
        }
    }

    private void MakeUser(int user, ref SplitMix64 random)
    {
        if (world.Leaders > 0 && user >= world.Leaders)
        {
            Copy(user, _of[(user - world.Leaders) % world.Leaders], 0.8, ref random);
            return;
        }

        var person = world.Wallets > 0 ? user / world.Wallets : int.MaxValue;
        var bets = world.Even ? world.Bets : Math.Max(1, (int)(world.Bets * (0.2 + (1.6 * random.NextDouble()))));
        if (person < world.Persons && user % world.Wallets > 0)
        {
            var first = _of[person * world.Wallets];
            Copy(user, first, world.InCommon, ref random);
            bets = (int)((first.To - first.From) * (1 - world.InCommon));
        }

        var lean = random.NextDouble();
        _held.Clear();
        for (var i = 0; i < bets; i++)
        {
            var market = world.Games > 0 ? random.Below(_markets.Count) : OwnMarket(user, lean, ref random);
            var at = world.Games > 0 ? random.Below(MarketPaths.Entries) : 0;
            var yes = world.OneSide || (world.Skill > 0 && IsSkilled(user)) || (random.Next() & 1) == 0;
            if (_held.Add(market))
            {
                Enter(user, market, at, yes, random.Below(600), ref random);
            }
        }

        foreach (var market in _niche)
        {
            Enter(user, market, random.Below(MarketPaths.Entries), true, random.Below(600), ref random);
        }

        for (var i = 0; user < world.Bots && i < 400; i++)
        {
            FiveMinutes(user, i, ref random);
        }
    }

    private int OwnMarket(int user, double lean, ref SplitMix64 random)
    {
        var league = random.Below(world.NicheGames > 0 ? NicheLeague : 20);
        var mix = world.Lean && league % 2 == 0 && random.NextDouble() < lean ? PriceMix.Favourites : world.Prices;
        return _markets.Add(Prices.First(mix, ref random), league, Gain(league, user), -1, ref random);
    }

    private double Gain(int league, int user) =>
        world.Drift + (Rows.IsBetter(league) ? world.Effect : 0) + (IsSkilled(user) ? world.Skill : 0);

    private static bool IsSkilled(int user) => user % 2 == 1;

    /// <summary>The same tokens at the same times, later by some seconds.</summary>
    private void Copy(int user, (int From, int To) leader, double share, ref SplitMix64 random)
    {
        for (var i = leader.From; i < leader.To; i++)
        {
            if (random.NextDouble() < share)
            {
                var bet = _bets[i] with { User = user, Notional = Notional(ref random), Time = _bets[i].Time + 1 + random.Below(60 * world.Delay) };
                bet.FirstPrice = Prices.Bounced(bet.FirstPrice, world.Bounce, ref random);
                bet.Average = bet.FirstPrice;
                bet.Shares = bet.Notional / bet.Average;
                _bets.Add(bet);
            }
        }
    }

    private static double Notional(ref SplitMix64 random) => 400 * Math.Exp(Prices.Gauss(ref random));

    private void Enter(int user, int market, int at, bool yes, int seconds, ref SplitMix64 random)
    {
        ref readonly var m = ref _markets[market];
        double before = Side(_markets.Entry(market, at), yes), five = Side(_markets.Five(market, at), yes);
        var close = yes ? m.Close : 1 - m.Close;
        var notional = Notional(ref random);
        var mid = before;
        if (world.FilledByFalls)
        {
            // The bid stood before the price fell to it: so much higher was the midpoint a moment ago.
            mid = Prices.Of(Prices.State(before) + (Math.Sqrt(0.02 * world.Share) * Math.Abs(Prices.Gauss(ref random))));
        }

        if (world.Impact > 0)
        {
            (five, close) = Push(five, close, Math.Min(world.Impact * notional / 1000, 10), ref random);
        }

        var first = Math.Clamp(Prices.Bounced(mid, world.Bounce, ref random) + (world.HalfSpread / 100), 0.001, 0.999);
        var stale = world.Stale > 0 && random.NextDouble() < world.Stale;
        var bet = new Bet
        {
            User = user,
            Token = (2 * market) + (yes ? 0 : 1),
            Event = world.NamesApart ? market : m.Game,
            League = m.League,
            Type = m.Type,
            Day = m.Day,
            Time = m.Time + (7200 * at) + seconds,
            FirstPrice = first,
            Average = first,
            AfterFive = Prices.Bounced(stale ? mid : five, world.Bounce, ref random),
            Close = m.Settled ? close : Prices.Bounced(close, world.Bounce, ref random),
            Settled = m.Settled,
            Notional = notional,
            Shares = notional / first,
        };
        _bets.Add(bet);
        if (world.Return != Return.Never && random.NextDouble() < world.Returning)
        {
            ComeBack(_bets.Count - 1, market, at, yes, ref random);
        }
    }

    /// <summary>What the user's own order does to the prices after it: for good, partly later, or for five minutes only.</summary>
    private (double Five, double Close) Push(double five, double close, double cents, ref SplitMix64 random)
    {
        var soon = cents * (1 - world.ImpactLater);
        var moved = Math.Min(five + (soon / 100), 0.999);
        if (world.ImpactReverts)
        {
            return (moved, close);
        }

        // The rest of the path is made anew from the price that the order made, at the world's share.
        var state = Prices.Shift(Prices.State(moved), cents - soon);
        return (moved, Prices.Of(Prices.Move(state, world.Share, Prices.Gauss(ref random))));
    }

    /// <summary>Nobody knows anything, but buys or sells again once the price has moved by two cents.</summary>
    private void ComeBack(int first, int market, int at, bool yes, ref SplitMix64 random)
    {
        var falls = world.Return is Return.BuyAfterFall or Return.SellAfterFall;
        var bet = _bets[first];
        for (var later = at + 1; later < MarketPaths.Entries; later++)
        {
            var price = Side(_markets.Entry(market, later), yes);
            if (falls ? price > bet.FirstPrice - 0.02 : price < bet.FirstPrice + 0.02)
            {
                continue;
            }

            if (world.Return is Return.SellAfterFall or Return.SellAfterRise)
            {
                _bets[first] = bet with { Shares = 0 };
            }
            else if (world.ReturnTo == ReturnTo.SameToken)
            {
                var more = 2 * bet.Notional;
                var shares = bet.Shares + (more / price);
                _bets[first] = bet with { Shares = shares, Notional = bet.Notional + more, Average = (bet.Notional + more) / shares };
            }
            else
            {
                var other = world.ReturnTo == ReturnTo.OppositeToken ? market
                    : _markets.Add(Prices.First(world.Prices, ref random), bet.League, 0, market, ref random);
                Again(bet.User, other, later, world.ReturnTo == ReturnTo.OppositeToken ? !yes : yes, ref random);
            }

            return;
        }
    }

    private void Again(int user, int market, int at, bool yes, ref SplitMix64 random)
    {
        ref readonly var m = ref _markets[market];
        var price = Side(_markets.Entry(market, at), yes);
        var notional = Notional(ref random);
        _bets.Add(new Bet
        {
            User = user,
            Token = (2 * market) + (yes ? 0 : 1),
            Event = m.Game,
            League = m.League,
            Type = m.Type,
            Day = m.Day,
            Time = m.Time + (7200 * at) + random.Below(600),
            FirstPrice = price,
            Average = price,
            AfterFive = Side(_markets.Five(market, at), yes),
            Close = yes ? m.Close : 1 - m.Close,
            Notional = notional,
            Shares = notional / price,
        });
    }

    /// <summary>A market that is over before five minutes are: nothing can be tested.</summary>
    private void FiveMinutes(int user, int number, ref SplitMix64 random)
    {
        if (random.NextDouble() < 0.1 || (world.BotsOneSide && number % 2 == 0))
        {
            return;
        }

        number -= world.BotsOneSide && !world.BotsSameSide && (random.Next() & 1) == 0 ? 1 : 0;
        _bets.Add(new Bet
        {
            User = user,
            Token = 1_000_000 + number,
            Event = 1_000_000 + (number / 2),
            Day = (1_000_000 + number) % world.Days,
            Time = 1_700_006_400 + (300L * (number / 2)) + random.Below(240),
            FirstPrice = 0.5,
            Average = 0.5,
            AfterFive = double.NaN,
            Close = double.NaN,
            Notional = 10,
            Shares = 20,
        });
    }

    private void KeepMostProfitable()
    {
        var profits = _of.Select((span, user) =>
        {
            var profit = 0.0;
            for (var i = span.From; i < span.To; i++)
            {
                profit += _bets[i].Shares * (_bets[i].Close - _bets[i].Average);
            }

            return (User: user, Profit: profit);
        });
        var chosen = profits.OrderByDescending(p => p.Profit).Take(world.Users).ToList();
        var kept = new List<Bet>();
        for (var user = 0; user < chosen.Count; user++)
        {
            var (from, to) = _of[chosen[user].User];
            for (var i = from; i < to; i++)
            {
                kept.Add(_bets[i] with { User = user });
            }
        }

        _bets.Clear();
        _bets.AddRange(kept);
    }

    private static double Side(double state, bool yes) => Prices.Of(yes ? state : -state);
}
