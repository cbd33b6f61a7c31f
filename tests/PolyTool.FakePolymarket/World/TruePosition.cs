namespace PolyTool.FakePolymarket.World;

/// <summary>What a right scan finds of a position, worked out from the world alone and by the shortest way.</summary>
public sealed class TruePosition
{
    private const long Hour = 3600;
    private const long Day = 24 * Hour;
    private readonly FakePosition _position;
    private readonly FakeMarket _market;
    private readonly long _now;

    public TruePosition(FakePosition position, long now)
    {
        _position = position;
        _now = now;
        _market = position.Market;
        var buys = position.Fills.Where(f => f.Size > 0).OrderBy(f => f.Time).ToList();
        if (buys.Count > 0)
        {
            FirstBuyTime = buys[0].Time;
            var first = buys.Where(f => f.Time == FirstBuyTime).ToList();
            FirstBuyPrice = first.Sum(f => f.Size * f.Price) / first.Sum(f => f.Size);
        }

        var before = buys.Where(f => Until is null || f.Time < Until).ToList();
        CostBefore = before.Sum(f => f.Size * f.Price);
        BoughtBefore = before.Sum(f => f.Size);
        Average = before.Count > 0 ? CostBefore / BoughtBefore : buys.Count > 0 ? buys.Sum(f => f.Size * f.Price) / buys.Sum(f => f.Size) : null;
        HeldAt = Math.Max(0, BoughtBefore - position.Fills.Where(f => f.Size < 0 && (Until is null || f.Time < Until)).Sum(f => -f.Size));
        InPlayBuys = buys.Count - before.Count;
    }

    /// <summary>Whether a closing line measures it; else a markout does.</summary>
    public bool HasStart => _market.TrueStart is not null || _market.HasHiddenStart;

    public long? FirstBuyTime { get; }

    public double? FirstBuyPrice { get; }

    public double? Average { get; }

    public double CostBefore { get; }

    public double BoughtBefore { get; }

    public double HeldAt { get; }

    public int InPlayBuys { get; }

    /// <summary>What comes at or after it is no entry: the start, or the end of the markout's day.</summary>
    public long? Until => HasStart ? _market.TrueStart : Horizon(Day);

    /// <summary>The price before the start: at most six hours old, and after the first buy.</summary>
    public double? Close => _market.TrueStart is { } start && FirstBuyTime is { } first && first < start && (_market.Closed || start <= _now) && !_market.WasCalledOff
        ? Points.Where(p => p.Time > first && p.Time < start && start - p.Time <= 6 * Hour).Select(p => (double?)p.Price).LastOrDefault()
        : null;

    /// <summary>The value a day after the first buy, or on the day on which the bet is decided.</summary>
    public double? Markout => Worth(Day);

    /// <summary>The same an hour and seven days after it.</summary>
    public double? HourMarkout => Worth(Hour);

    public double? WeekMarkout => Worth(7 * Day);

    public bool MarkoutIsPayout => Markout is not null && _market.ResolvedAt <= Horizon(Day);

    /// <summary>The first price so many minutes after the first buy, in time and before the start.</summary>
    public double? After(int minutes)
    {
        var latest = minutes switch { 1 => 5, 5 => 15, 30 => 60, _ => 180 };
        return FirstBuyTime is { } first
            ? Points.Where(p => p.Time >= first + (60 * minutes) && p.Time <= first + (60 * latest) && (Until is null || p.Time < Until)).Select(p => (double?)p.Price).FirstOrDefault()
            : null;
    }

    private IEnumerable<(long Time, double Price)> Points => _market.Prices[_position.Outcome].Points.Where(p => p.Time <= _now && (_market.ResolvedAt is not { } settled || p.Time < settled));

    private long? Horizon(long length) => FirstBuyTime is not { } first ? null : _market.TrueDecidedBy is { } day && day > first && day < first + length ? day : first + length;

    private double? Worth(long length)
    {
        if (HasStart || FirstBuyTime is not { } first || first + length > _now || Horizon(length) is not { } at)
        {
            return null;
        }

        if (_market.ResolvedAt <= at)
        {
            return _market.ResolvedAt > first ? _market.Payouts?[_position.Outcome] : null;
        }

        return Points.Where(p => p.Time <= at && at - p.Time <= Hour).Select(p => (double?)p.Price).LastOrDefault();
    }
}
