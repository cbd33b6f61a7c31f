using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>CLV and beat-close of one variant of the closing line, by count and by notional.</summary>
internal sealed class LineSums
{
    private readonly WeightedMean _clv = new();
    private int _beat;
    private int _beatBase;
    private double _beatNotional;
    private double _beatNotionalBase;

    /// <summary>Adds one position's line; what it does not have does not count.</summary>
    public void Add(PositionLine line, double? notional)
    {
        if (line.Pct is { } pct)
        {
            _clv.Add(pct, notional);
        }

        if (line.BeatClose is { } beat)
        {
            _beatBase++;
            _beat += beat ? 1 : 0;
            _beatNotionalBase += notional ?? 0;
            _beatNotional += beat ? notional ?? 0 : 0;
        }
    }

    /// <summary>Adds the variant's fields.</summary>
    /// <param name="to">The segment's fields.</param>
    /// <param name="variant">Empty, <c>_settlement</c> or <c>_pre_event</c>.</param>
    /// <param name="segment">The segment, for messages.</param>
    public void AddTo(List<KeyValuePair<string, JsonValue>> to, string variant, string segment)
    {
        _clv.AddTo(to, "clv_pct", variant, segment);
        to.Add(new($"beat_close_rate{variant}", _beatBase == 0 ? JsonValue.Null : JsonValue.Of(ReportNumber.Share(_beat, _beatBase))));
        to.Add(new($"beat_close_rate{variant}_count_used", JsonValue.Of(_beatBase)));
    }

    /// <summary>Adds the beat-close rate by notional, which the variants do not have.</summary>
    public void AddBeatCloseByNotional(List<KeyValuePair<string, JsonValue>> to, string segment)
    {
        const string Name = "notional_weighted_beat_close_rate";
        to.Add(new(Name, ReportNumber.Mean(_beatNotional, _beatNotionalBase, $"{segment} {Name}")));
        to.Add(new($"{Name}_weight_used", ReportNumber.Of(_beatNotionalBase, $"{segment} {Name}_weight_used")));
    }
}

/// <summary>A mean by count and by notional.</summary>
internal sealed class WeightedMean
{
    private double _sum;
    private int _count;
    private double _weightedSum;
    private double _weight;

    /// <summary>Adds one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="notional">Its weight in USD; null where it is not known.</param>
    public void Add(double value, double? notional)
    {
        _count++;
        _sum += value;
        if (notional is { } weight)
        {
            _weight += weight;
            _weightedSum += value * weight;
        }
    }

    /// <summary>Adds the four fields of the measure.</summary>
    public void AddTo(List<KeyValuePair<string, JsonValue>> to, string measure, string variant, string segment)
    {
        var mean = $"avg_{measure}{variant}";
        var weighted = $"notional_weighted_{mean}";
        to.Add(new(mean, ReportNumber.Mean(_sum, _count, $"{segment} {mean}")));
        to.Add(new($"{mean}_count_used", JsonValue.Of(_count)));
        to.Add(new(weighted, ReportNumber.Mean(_weightedSum, _weight, $"{segment} {weighted}")));
        to.Add(new($"{weighted}_weight_used", ReportNumber.Of(_weight, $"{segment} {weighted}_weight_used")));
    }
}
