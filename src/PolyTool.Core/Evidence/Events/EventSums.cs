namespace PolyTool.Core.Evidence.Events;

/// <summary>The running sums of one event. Values that are missing, not finite or out of range add nothing.</summary>
internal sealed class EventSums
{
    /// <summary>More USD than there are: such a number is damage, and would only overflow the sums.</summary>
    private const double MaxMoney = 1e15;

    /// <summary>No share costs less; per cent of it would only overflow the sums.</summary>
    private const double MinPrice = 1e-9;

    private long _positions, _clv, _logOdds, _beat, _ties, _resolved, _wins, _fees, _inPlay;
    private double _notional, _clvNotional, _entryFees;
    private double _pct, _pct2, _weightedPct, _cents, _cents2, _lo, _lo2, _netPct, _money;
    private long? _first, _last;
    private int? _day;
    private FirstPosition _firstPosition;
    private (long Buy, long Time) _firstKey;

    public void Add(in PositionObservation position)
    {
        _positions++;
        var notional = position.Notional is > 0 and <= MaxMoney ? position.Notional : null;
        _notional += notional ?? 0;
        if (position.Won is { } won)
        {
            _resolved++;
            _wins += won ? 1 : 0;
        }

        if (position.Time is { } time)
        {
            _first = Math.Min(_first ?? time, time);
            _last = Math.Max(_last ?? time, time);
        }

        _inPlay += position.InPlay ? 1 : 0;
        _day ??= position.Day;
        if (position.AverageEntry is >= MinPrice and <= 1 && position.Close is >= 0 and <= 1)
        {
            TakeFirst(position);
            AddClosingLine(position.AverageEntry.Value, position.Close.Value, notional, position.EntryFee);
            _money += (position.Shares is >= 0 and <= MaxMoney ? position.Shares.Value : notional / position.AverageEntry.Value ?? 0) * (position.Close.Value - position.AverageEntry.Value);
        }
    }

    public SegmentEvent Build(string eventId) => new()
    {
        EventId = eventId,
        Day = _day,
        First = _firstPosition,
        Positions = _positions,
        Notional = _notional,
        ClvPositions = _clv,
        ClvNotional = _clvNotional,
        PctSum = _pct,
        PctSumOfSquares = _pct2,
        PctNotionalSum = _weightedPct,
        CentsSum = _cents,
        CentsSumOfSquares = _cents2,
        MoneySum = _money,
        LogOddsPositions = _logOdds,
        LogOddsSum = _lo,
        LogOddsSumOfSquares = _lo2,
        BeatClose = _beat,
        Ties = _ties,
        Resolved = _resolved,
        Wins = _wins,
        FeePositions = _fees,
        EntryFees = _entryFees,
        NetPctSum = _netPct,
        InPlayPositions = _inPlay,
        FirstTime = _first,
        LastTime = _last,
    };

    /// <summary>By first buy; where that is not known or equal, by time, then as they come.</summary>
    private void TakeFirst(in PositionObservation position)
    {
        var key = (position.FirstBuyTime ?? long.MaxValue, position.Time ?? long.MaxValue);
        if (_clv == 0 || key.CompareTo(_firstKey) < 0)
        {
            (_firstKey, _firstPosition) = (key, FirstPosition.Of(position));
            _day = position.Day ?? _day;
        }
    }

    private void AddClosingLine(double entry, double close, double? notional, double? fee)
    {
        var pct = (close - entry) / entry;
        var cents = 100 * (close - entry);
        _clv++;
        _pct += pct;
        _pct2 += pct * pct;
        _cents += cents;
        _cents2 += cents * cents;
        _beat += entry < close ? 1 : 0;
        _ties += entry == close ? 1 : 0;
        if (notional is { } weight)
        {
            _clvNotional += weight;
            _weightedPct += weight * pct;
            if (fee is >= 0 and <= MaxMoney && double.IsFinite(fee.Value / weight))
            {
                _fees++;
                _entryFees += fee.Value;
                _netPct += pct - (fee.Value / weight);
            }
        }

        if (entry < 1 && close is > 0 and < 1)
        {
            // Math.Log may differ in its last bit between platforms; nine decimals are the same on all of them.
            var change = Math.Round(Math.Log(close / (1 - close)) - Math.Log(entry / (1 - entry)), 9);
            _logOdds++;
            _lo += change;
            _lo2 += change * change;
        }
    }
}
