using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>The positions of one segment, added one by one in the dossier's order.</summary>
/// <param name="key"><c>dimension:bucket</c>, for messages.</param>
internal sealed class SegmentBucket(string key)
{
    private readonly List<double> _minutes = [];
    private readonly RobustStatistics _robustClv = new();
    private readonly RobustStatistics _robustDrift = new();
    private readonly LineSums _combined = new();
    private readonly LineSums _settlement = new();
    private readonly LineSums _preEvent = new();
    private readonly WeightedMean _drift = new();
    private readonly int[] _outcomes = new int[Outcomes.Names.Count];
    private readonly int[] _movements = new int[Enum.GetValues<Movement>().Length];
    private double _minutesSum;
    private double _notional;
    private double _gross;
    private double _net;

    /// <summary>Positions.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one position.</summary>
    public void Add(DossierRow row)
    {
        Count++;
        _outcomes[(int)row.SegmentOutcome]++;
        _gross += row.Fees.GrossPnl;
        _net += row.Fees.NetOfEstimatedFees;
        _combined.Add(row.Line, row.Notional);
        _settlement.Add(row.Settlement, row.Notional);
        _preEvent.Add(row.PreEvent, row.Notional);
        if (row.Line.Pct is { } pct)
        {
            _robustClv.Add(pct);
        }

        if (row.Context.DriftPct is { } drift)
        {
            _robustDrift.Add(drift);
            _drift.Add(drift, row.Notional);
        }

        if (row.Context.Movement.Value is { } movement)
        {
            _movements[(int)movement]++;
        }

        if (row.Context.MinutesToClose.Value is { } minutes)
        {
            _minutes.Add(minutes);
            _minutesSum += minutes;
        }

        _notional += row.Notional ?? 0;
    }

    /// <summary>The segment's fields.</summary>
    /// <exception cref="Failure"><c>DossierDefect</c>: A sum is not finite.</exception>
    public JsonValue ToJson()
    {
        List<KeyValuePair<string, JsonValue>> to = new(64)
        {
            new("count", JsonValue.Of(Count)),
            new("wins", JsonValue.Of(Of(Outcome.Win))),
            new("losses", JsonValue.Of(Of(Outcome.Loss))),
            new("profit_exits", JsonValue.Of(Of(Outcome.ProfitExit))),
            new("loss_exits", JsonValue.Of(Of(Outcome.LossExit))),
            new("win_rate", JsonValue.Of(WinRate())),
            new("total_pnl_gross", ReportNumber.Of(_gross, Place("total_pnl_gross"))),
            new("total_pnl_net", ReportNumber.Of(_net, Place("total_pnl_net"))),
            new("notional_w_total_weight_used", ReportNumber.Of(_notional, Place("notional_w_total_weight_used"))),
        };
        _combined.AddTo(to, "", key);
        _settlement.AddTo(to, "_settlement", key);
        _preEvent.AddTo(to, "_pre_event", key);
        _combined.AddBeatCloseByNotional(to, key);
        _drift.AddTo(to, "entry_drift_pct", "", key);
        _robustClv.AddTo(to, "clv_pct", Place("robust clv_pct"));
        _robustDrift.AddTo(to, "entry_drift_pct", Place("robust entry_drift_pct"));
        AddMovements(to);
        AddMinutes(to);
        return JsonValue.Object(to);
    }

    private void AddMovements(List<KeyValuePair<string, JsonValue>> to)
    {
        void Rate(string name, int part) => to.Add(new($"movement_{name}_rate", Count == 0 ? JsonValue.Null : JsonValue.Of(ReportNumber.Share(part, Count))));
        Rate("up", _movements[(int)Movement.Up]);
        Rate("down", _movements[(int)Movement.Down]);
        Rate("flat", _movements[(int)Movement.Flat]);
        Rate("unknown", Count - _movements.Sum());
    }

    private void AddMinutes(List<KeyValuePair<string, JsonValue>> to)
    {
        var median = JsonValue.Null;
        if (_minutes.Count > 0)
        {
            var middle = RobustStatistics.Middle(RobustStatistics.Sorted(_minutes));

            // A single middle value stands as it is, a mean of two is rounded: the original's rule.
            median = _minutes.Count % 2 == 1 ? JsonValue.Of(middle) : ReportNumber.Of(middle, Place("median_minutes_to_close"));
        }

        to.Add(new("avg_minutes_to_close", ReportNumber.Mean(_minutesSum, _minutes.Count, Place("avg_minutes_to_close"))));
        to.Add(new("median_minutes_to_close", median));
        to.Add(new("minutes_to_close_count_used", JsonValue.Of(_minutes.Count)));
    }

    private double WinRate()
    {
        var won = Of(Outcome.Win) + Of(Outcome.ProfitExit);
        return ReportNumber.Share(won, won + Of(Outcome.Loss) + Of(Outcome.LossExit));
    }

    private int Of(Outcome outcome) => _outcomes[(int)outcome];

    private string Place(string field) => $"{key} {field}";
}
