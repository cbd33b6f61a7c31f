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
    public const int Moved = 7;
    public const int Child = 8;
    public const int ShortId = 9;
    public const int DatedContest = 10;
    public const int CalledOff = 11;

    private const int Hour = 3600;

    public static List<TrueMarket> Make(MarketGenerator generator, IReadOnlyList<TrueMarket> markets, WorldOptions options)
    {
        // Numbers whose kind and state are those wanted: 8 is politics, 9 crypto, 0 nba, 2 epl; none of these is open or a tie.
        var history = generator.Make(8);
        var three = generator.Make(11);
        var old = generator.Make(9);
        var combo = generator.Make(12);
        var zero = generator.Make(13);
        var started = generator.Make(9);
        var dated = generator.Make(0);
        var moved = generator.Make(3);
        // More of a game that others hold too.
        var main = markets.Count > 2 ? markets[2] : generator.Make(2);
        var child = main with { Market = main.Market with { ConditionId = "0x" + generator.Hex(64), Tokens = [generator.Digits(77), generator.Digits(77)] } };
        var shortened = generator.Make(24);
        var fight = generator.Make(0);
        var off = generator.Make(1);
        return
        [
            history with { Market = history.Market with { Prices = [PriceSeries.Empty, PriceSeries.Empty] } },
            ThreeWays(three, generator),
            // No closed time, and UMA's date in words; nothing but that says when it closed.
            old with { Market = old.Market with { ClosedTime = null, UmaEndDate = "April 27, 2022", WithoutResolution = true, ResolvedAt = MarketGenerator.Seconds("2022-04-27"), Prices = [PriceSeries.Empty, PriceSeries.Empty] } },
            combo with { Market = combo.Market with { ConditionId = "0x03" + generator.Hex(60), HasHiddenStart = true, TrueStart = null } },
            Zero(zero, options),
            // What starts has its event's start; the series runs on as before.
            started with { Market = started.Market with { EventStartTime = MarketGenerator.Iso(started.Anchor), TrueStart = started.Anchor, TrueDecidedBy = null } },
            SlugDate(dated),
            // It was to begin at the anchor, and its event says so; its market was given the later date.
            moved with { Market = moved.Market with { OwnEventStartTime = MarketGenerator.Iso(moved.Anchor), GameStartTime = MarketGenerator.Spaced(moved.Anchor + (27 * Hour)), ClosedTime = MarketGenerator.Spaced(moved.Anchor + (31 * Hour)), ResolvedAt = moved.Anchor + (31 * Hour) } },
            child with
            {
                Market = child.Market with
                {
                    EventSlug = child.Market.EventSlug + "-more-markets",
                    EventId = "7" + child.Market.EventId,
                    ParentEventId = child.Market.EventId,
                    Slug = child.Market.Slug + "-total-2pt5",
                    SportsMarketType = "totals",
                    TrueGame = child.Market.EventSlug,
                },
            },
            shortened with { Market = shortened.Market with { ConditionId = "0x01" + generator.Hex(60) } },
            Fight(fight),
            // Settled a day before it should have begun.
            off with { Market = off.Market with { ClosedTime = MarketGenerator.Spaced(off.Anchor - (24 * Hour)), ResolvedAt = off.Anchor - (24 * Hour), WasCalledOff = true } },
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
        return Starting(truth with { Market = truth.Market with { GameStartTime = null, SportsMarketType = null } }, midnight);
    }

    // A sport in no table, and no start: its slug's day may begin fourteen hours before the UTC day.
    private static TrueMarket Fight(TrueMarket truth)
    {
        var slug = "zzfc" + truth.Market.Slug[3..];
        var market = truth.Market with { Slug = slug, EventSlug = slug, TrueGame = slug, GameStartTime = null, SportsMarketType = null, Tags = [], Question = "Ruiz vs. Petrov", Outcomes = ["Ruiz", "Petrov"] };
        return Starting(truth with { Market = market }, (truth.Anchor / 86_400 * 86_400) - (14 * Hour));
    }

    private static TrueMarket Starting(TrueMarket truth, long start)
    {
        var close = truth.Market.Prices[0].AsOf(start - 1)!.Value;
        return new TrueMarket(truth.Market with { TrueStart = start }, start, close.Time, [close.Price, Math.Round(1 - close.Price, 6)], truth.Winner);
    }

    private static PriceSeries With(PriceSeries series, long time, double price) =>
        new(series.Points.Select(p => p.Time == time ? (p.Time, price) : p));
}
