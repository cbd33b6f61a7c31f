using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>Median, trimmed mean and quartiles of the first values of a segment.</summary>
internal sealed class RobustStatistics
{
    /// <summary>How many values count; later ones are left out, as the original does.</summary>
    public const int MostValues = 500;

    private const double TrimmedShare = 0.10;
    private readonly List<double> _values = [];

    /// <summary>Takes one value.</summary>
    public void Add(double value)
    {
        if (_values.Count < MostValues)
        {
            _values.Add(value);
        }
    }

    /// <summary>Adds the five fields of one measure.</summary>
    /// <param name="to">The segment's fields.</param>
    /// <param name="measure">The measure's name, e.g. <c>clv_pct</c>.</param>
    /// <param name="place">The segment, for messages.</param>
    public void AddTo(List<KeyValuePair<string, JsonValue>> to, string measure, string place)
    {
        var sorted = Sorted(_values);
        var n = sorted.Length;
        JsonValue Field(double value) => ReportNumber.Of(value, place);
        var any = n > 0;
        to.Add(new($"median_{measure}", any ? Field(Middle(sorted)) : JsonValue.Null));
        to.Add(new($"trimmed_mean_{measure}", any ? Field(TrimmedMean(sorted)) : JsonValue.Null));
        to.Add(new($"p25_{measure}", any ? Field(NearestRank(sorted, 0.25)) : JsonValue.Null));
        to.Add(new($"p75_{measure}", any ? Field(NearestRank(sorted, 0.75)) : JsonValue.Null));
        to.Add(new($"robust_{measure}_count_used", JsonValue.Of(n)));
    }

    /// <summary>Sorts without exchanging equal values: zeros of both signs must stay in the order of the positions.</summary>
    public static double[] Sorted(IEnumerable<double> values) => [.. values.OrderBy(static v => v)];

    /// <summary>The middle value, or the mean of the two.</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    public static double Middle(double[] sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double TrimmedMean(double[] sorted)
    {
        var trimmed = (int)Math.Floor(sorted.Length * TrimmedShare);
        double sum = 0;
        for (var i = trimmed; i < sorted.Length - trimmed; i++)
        {
            sum += sorted[i];
        }

        return sum / (sorted.Length - (2 * trimmed));
    }

    private static double NearestRank(double[] sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
}
