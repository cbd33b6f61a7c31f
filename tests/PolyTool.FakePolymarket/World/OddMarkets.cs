namespace PolyTool.FakePolymarket.World;

/// <summary>Markets as the services really have them now and then.</summary>
internal static class OddMarkets
{
    public const int NoHistory = 0;
    public const int ThreeOutcomes = 1;
    public const int OldDates = 2;
    public const int Combo = 3;
    public const int ZeroPrice = 4;
    public const int EventStart = 5;
    public const int SlugDateOnly = 6;

    public static List<TrueMarket> Make(MarketGenerator generator, WorldOptions options)
    {
        // Numbers whose kind and state are those wanted: 8 is politics, 9 crypto, 0 nba; none of these is open or a tie.
        var history = generator.Make(8);
        var three = generator.Make(11);
        var old = generator.Make(9);
        var combo = generator.Make(12);
        var zero = generator.Make(13);
        var started = generator.Make(9);
        var dated = generator.Make(0);
        return
        [
            history with { Market = history.Market with { Prices = [PriceSeries.Empty, PriceSeries.Empty] } },
            ThreeWays(three, generator),
            // No closed time, and UMA's date in words; nothing but that says when it closed.
            old with { Market = old.Market with { ClosedTime = null, UmaEndDate = "April 27, 2022", WithoutResolution = true } },
            combo with { Market = combo.Market with { ConditionId = "0x" + generator.Hex(62) } },
            Zero(zero, options),
            started with { Market = started.Market with { EventStartTime = MarketGenerator.Iso(started.Anchor) } },
            SlugDate(dated),
        ];
    }

    private static TrueMarket ThreeWays(TrueMarket truth, MarketGenerator generator) => truth with
    {
        Market = truth.Market with
        {
            Outcomes = ["North", "South", "Neither"],
            Tokens = [.. truth.Market.Tokens, generator.Digits(77)],
            Prices = [.. truth.Market.Prices, PriceSeries.Empty],
            OutcomePrices = truth.Winner == 0 ? ["0.9999991707977872", "0.0000004", "0.0000004"] : ["0.0000004", "0.9999991707977872", "0.0000004"],
            Payouts = truth.Winner == 0 ? [1, 0, 0] : [0, 1, 0],
        },
        Closes = [.. truth.Closes, 0],
    };

    // A price of exactly nothing, before the game: it is a price.
    private static TrueMarket Zero(TrueMarket truth, WorldOptions options) => truth with
    {
        Market = truth.Market with
        {
            Prices = [With(truth.Market.Prices[0], truth.Anchor - options.Step, 0), With(truth.Market.Prices[1], truth.Anchor - options.Step, 1)],
        },
        Closes = [0, 1],
    };

    // No start is known but the date in the slug; the line is the last price before that day.
    private static TrueMarket SlugDate(TrueMarket truth)
    {
        var midnight = truth.Anchor / 86_400 * 86_400;
        var close = truth.Market.Prices[0].AsOf(midnight - 1)!.Value;
        return new TrueMarket(
            truth.Market with { GameStartTime = null, SportsMarketType = null },
            midnight,
            close.Time,
            [close.Price, Math.Round(1 - close.Price, 6)],
            truth.Winner);
    }

    private static PriceSeries With(PriceSeries series, long time, double price) =>
        new(series.Points.Select(p => p.Time == time ? (p.Time, price) : p));
}
