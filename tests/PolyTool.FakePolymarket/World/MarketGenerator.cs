using System.Globalization;

namespace PolyTool.FakePolymarket.World;

/// <summary>A market and what is true of it.</summary>
/// <param name="Market">The market.</param>
/// <param name="Anchor">The time before which its closing line lies.</param>
/// <param name="CloseTime">When the last price before it was.</param>
/// <param name="Closes">That price, one an outcome.</param>
/// <param name="Winner">The outcome that won; null for a tie or an open market.</param>
internal sealed record TrueMarket(FakeMarket Market, long Anchor, long CloseTime, IReadOnlyList<double> Closes, int? Winner);

/// <summary>Makes markets with a known closing line: a random walk that ends there, play after it, a payout at the end.</summary>
internal sealed class MarketGenerator(Random random, WorldOptions options)
{
    private const int Hour = 3600;
    private const int Day = 86_400;

    public TrueMarket Make(int number)
    {
        var kind = options.Planted ? PlantedTruth.Kind(number) : MarketKind.All[number % MarketKind.All.Count];
        var open = number % 11 == 10;
        var tie = !open && number % 29 == 5;
        // A whole number of steps, so that the last price before the anchor is a step before it.
        var anchor = (options.Now / options.Step * options.Step) + (open ? random.Next(2, 12) * Day : -random.Next(2, options.OldestDays) * Day) + (random.Next(0, 20) * options.Step);
        var settled = kind.IsSports ? anchor + (3 * Hour) : anchor + Hour;
        var close = Math.Round(0.08 + (random.NextDouble() * 0.84), 3);
        int? winner = open || tie ? null : random.NextDouble() < close ? 0 : 1;
        var (slug, question, outcomes) = Names(kind, anchor, number);
        var first = Walk(anchor, settled, close, open, tie ? 0.5 : winner == 0 ? 1 : 0);
        var second = first.Select(p => (p.Time, Price: Math.Round(1 - p.Price, 6))).ToList();
        var closeTime = anchor - options.Step;
        var payouts = open ? null : tie ? (double[])[0.5, 0.5] : winner == 0 ? [1, 0] : [0, 1];
        var market = new FakeMarket
        {
            ConditionId = "0x" + Hex(64),
            Slug = slug,
            Question = question,
            Outcomes = outcomes,
            Tokens = [Digits(77), Digits(77)],
            Prices = [new PriceSeries(first), new PriceSeries(second)],
            EventId = $"{500_000 + number}",
            EventSlug = slug,
            Tags = kind.Tags,
            SportsMarketType = kind.IsSports ? "moneyline" : null,
            GameStartTime = kind.IsSports ? Spaced(anchor) : null,
            EndDate = Iso(kind.IsSports ? anchor + (kind.EndLag * Day) : settled),
            ClosedTime = open ? null : Spaced(settled + 240),
            Closed = !open,
            OutcomePrices = open ? [close.ToString(CultureInfo.InvariantCulture), Math.Round(1 - close, 3).ToString(CultureInfo.InvariantCulture)] : tie ? ["0.5", "0.5"] : winner == 0 ? ["1", "0"] : ["0", "1"],
            Payouts = payouts,
            ResolvedAt = open ? null : settled + 240,
            TrueStart = kind.IsSports ? anchor : null,
            TrueDecidedBy = kind.IsSports ? null : (anchor / Day * Day) + Day,
            TrueGame = slug,
        };
        return new TrueMarket(market, anchor, closeTime, [close, Math.Round(1 - close, 6)], winner);
    }

    /// <summary>From the closing price backwards, so that it is exactly what it should be; then towards the payout, and the payout itself.</summary>
    private List<(long Time, double Price)> Walk(long anchor, long settled, double close, bool open, double payout)
    {
        var points = new List<(long, double)>();
        var price = close;
        for (var time = anchor - options.Step; time > anchor - (4 * Day); time -= options.Step)
        {
            if (!open || time <= options.Now)
            {
                points.Add((time, price));
            }

            price = Math.Round(Math.Clamp(price + ((random.NextDouble() - 0.5) * 0.012), 0.02, 0.98), 4);
        }

        points.Reverse();
        if (open)
        {
            return points;
        }

        for (var time = anchor; time < settled; time += options.Step)
        {
            var share = (double)(time - anchor + options.Step) / (settled - anchor + options.Step);
            points.Add((time, Math.Round(Math.Clamp(close + ((payout - close) * share), 0.001, 0.999), 4)));
        }

        // The payout stands in the series from settlement on.
        points.Add((settled + 240, payout));
        return points;
    }

    private (string Slug, string Question, IReadOnlyList<string> Outcomes) Names(MarketKind kind, long anchor, int number)
    {
        var day = DateTimeOffset.FromUnixTimeSeconds(anchor).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var a = kind.Sides[random.Next(kind.Sides.Count)];
        if (!kind.IsSports)
        {
            return ($"{kind.Slug}-{Word(a)}-{day}-{number}", $"Will there be {a} by {day}?", ["Yes", "No"]);
        }

        var others = kind.Sides.Where(s => s != a).ToList();
        var b = others[random.Next(others.Count)];
        return ($"{kind.Slug}-{Short(a)}-{Short(b)}-{day}", $"{a} vs. {b}", [a, b]);
    }

    private static string Short(string name) => name[..3].ToLowerInvariant();

    private static string Word(string text) => string.Join('-', text.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Split(' '));

    public string Hex(int length) => string.Create(length, random, static (span, r) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = "0123456789abcdef"[r.Next(16)];
        }
    });

    public string Digits(int length) => string.Create(length, random, static (span, r) =>
    {
        span[0] = (char)('1' + r.Next(9));
        for (var i = 1; i < span.Length; i++)
        {
            span[i] = (char)('0' + r.Next(10));
        }
    });

    public static string Spaced(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "+00";

    public static long Seconds(string date) => DateTimeOffset.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();

    public static string Iso(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
