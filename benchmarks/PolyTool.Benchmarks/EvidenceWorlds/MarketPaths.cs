using PolyTool.Core.Evidence.Formulas;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>
/// The markets of one board with their prices at four times to enter, five minutes after each of these, and at the
/// close. Arrays are kept from board to board.
/// </summary>
internal sealed class MarketPaths(World world)
{
    /// <summary>Times at which a market can be entered; from the last to the close is one more stretch.</summary>
    public const int Entries = 4;

    private const long Start = 1_700_006_400; // a midnight

    private readonly double[] _shocks = new double[(world.ShockByLeague ? 20 : 1) * ((world.Days / world.ShockDays) + 2) * Entries];
    private readonly double[] _moves = new double[Entries];
    private double[] _entry = [], _five = [];
    private Market[] _markets = [];

    public int Count { get; private set; }

    public ref readonly Market this[int market] => ref _markets[market];

    public double Entry(int market, int at) => _entry[(market * Entries) + at];

    public double Five(int market, int at) => _five[(market * Entries) + at];

    public void Clear(ref SplitMix64 random)
    {
        Count = 0;
        if (world.Common > 0)
        {
            for (var i = 0; i < _shocks.Length; i++)
            {
                _shocks[i] = Prices.Gauss(ref random);
            }
        }
    }

    /// <summary>Adds a market that opens at this price.</summary>
    /// <param name="price">The first midpoint.</param>
    /// <param name="league">0 to 19.</param>
    /// <param name="gain">Cents by which the close is better than fair.</param>
    /// <param name="beside">A market of the same game, whose moves it shares to seven tenths; -1 for none.</param>
    /// <param name="random">The generator.</param>
    /// <returns>Its number.</returns>
    public int Add(double price, int league, double gain, int beside, ref SplitMix64 random) =>
        Add(price, league, gain, beside, world.OtherShare is { } other && Count % 2 == 1 ? other : world.Share, ref random);

    /// <summary>Adds one of the games on which everybody bets.</summary>
    /// <param name="league">Their league.</param>
    /// <param name="random">The generator.</param>
    /// <returns>Its number.</returns>
    public int AddNiche(int league, ref SplitMix64 random)
    {
        var price = world.NicheFrom + ((world.NicheTo - world.NicheFrom) * random.NextDouble());
        var market = Add(price, league, 0, -1, world.NicheShare, ref random);
        if (world.NichePays)
        {
            (_markets[market].Close, _markets[market].Settled) = (random.NextDouble() < _markets[market].Close ? 1 : 0, true);
        }

        return market;
    }

    private int Add(double price, int league, double gain, int beside, double all, ref SplitMix64 random)
    {
        if (Count == _markets.Length)
        {
            Array.Resize(ref _markets, Math.Max(1024, 2 * Count));
            Array.Resize(ref _entry, _markets.Length * Entries);
            Array.Resize(ref _five, _markets.Length * Entries);
        }

        var time = beside >= 0 ? _markets[beside].Time
            : world.Markout ? Start + (long)(random.NextDouble() * world.Days * 86_400)
            : Start + (86_400L * random.Below(world.Days)) + (12 * 3600);
        var market = new Market { Game = beside >= 0 ? _markets[beside].Game : Count, League = league, Type = random.Below(4), Time = time };
        market.Moves = beside >= 0 ? _markets[beside].Moves : MovesOf(market, ref random);
        Walk(ref market, price, gain, beside >= 0, all, ref random);
        _markets[Count] = market;
        return Count++;
    }

    /// <summary>The moves of the game in the four stretches, shocks included.</summary>
    private Four MovesOf(in Market market, ref SplitMix64 random)
    {
        var moves = default(Four);
        double own = Math.Sqrt(1 - world.Common), shared = Math.Sqrt(world.Common);
        for (var i = 0; i < Entries; i++)
        {
            moves[i] = own * Prices.Gauss(ref random);
            if (world.Common > 0)
            {
                var passed = world.Markout ? (market.Time - Start) % 86_400 / 86_400.0 : 0; // a window reaches into the next day
                moves[i] += shared * ((Math.Sqrt(1 - passed) * Shock(market, 0, i)) + (Math.Sqrt(passed) * Shock(market, 1, i)));
            }
        }

        return moves;
    }

    private double Shock(in Market market, int later, int stretch)
    {
        var blocks = (world.Days / world.ShockDays) + 2;
        var block = (market.Day + later) / world.ShockDays;
        return _shocks[((((world.ShockByLeague ? market.League : 0) * blocks) + block) * Entries) + stretch];
    }

    private void Walk(ref Market market, double price, double gain, bool beside, double all, ref SplitMix64 random)
    {
        var share = 1 - Math.Pow(1 - all, 1.0 / Entries);
        var state = Prices.State(price);
        for (var i = 0; i < Entries; i++)
        {
            _entry[(Count * Entries) + i] = state;
            state = Prices.Move(state, share / 50, Prices.Gauss(ref random));
            _five[(Count * Entries) + i] = state;
            var move = beside ? (Math.Sqrt(0.7) * market.Moves[i]) + (Math.Sqrt(0.3) * Prices.Gauss(ref random)) : market.Moves[i];
            if (i == Entries - 1)
            {
                state = Prices.Shift(state, gain);
            }

            state = Prices.Move(state, share, move);
        }

        (market.Close, market.Settled) = Resolve(Prices.Of(state), ref random);
    }

    /// <summary>Some markets resolve before the horizon; the prices of the others know that they did not.</summary>
    private (double Close, bool Settled) Resolve(double price, ref SplitMix64 random)
    {
        var rate = world.EarlyRate;
        switch (world.Early)
        {
            case Early.Yes:
                return random.NextDouble() < rate * price ? (1, true) : (price * (1 - rate) / (1 - (rate * price)), false);
            case Early.No:
                return random.NextDouble() < rate * (1 - price) ? (0, true) : (price / (1 - (rate * (1 - price))), false);
            case Early.Both:
                return random.NextDouble() < rate ? (random.NextDouble() < price ? 1 : 0, true) : (price, false);
            default:
                return (price, false);
        }
    }

    /// <summary>One market.</summary>
    internal struct Market
    {
        public int Game;
        public int League;
        public int Type;

        /// <summary>When it can first be entered, Unix seconds.</summary>
        public long Time;
        public double Close;
        public bool Settled;
        public Four Moves;

        public readonly int Day => (int)((Time - Start) / 86_400);
    }

    [System.Runtime.CompilerServices.InlineArray(Entries)]
    internal struct Four
    {
        private double _first;
    }
}
