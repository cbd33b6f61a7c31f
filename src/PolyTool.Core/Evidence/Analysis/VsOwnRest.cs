using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// The segment, or its users? For each user the mean inside the segment less the mean over the user's other events of the
/// same dimension, variant and measure, pooled as the means are. A user who is good everywhere, and a drift that everybody gets,
/// cancel out.
/// </summary>
internal static class VsOwnRest
{
    /// <summary>Tests the difference; null below two users with events on both sides, or where all values are equal.</summary>
    /// <param name="row">The row.</param>
    /// <param name="elsewhere">The figures of the users of the row in the other rows of the dimension, by member; residual rows are left out.</param>
    /// <param name="floor">The row's variance floor.</param>
    /// <param name="clusters">How days count.</param>
    public static MeanTest? Of(Row row, SegmentFigures[][] elsewhere, double floor, DayClusters clusters)
    {
        var measure = row.Stratum.Measure;
        var outside = Array.ConvertAll(elsewhere, figures => Outside(figures, measure));
        double squaresIn = 0, squaresOut = 0;
        long freeIn = 0, freeOut = 0;
        for (var i = 0; i < outside.Length; i++)
        {
            if (row.Tested[i].Events > 0 && outside[i].Events > 0)
            {
                squaresIn += row.Tested[i].SumOfSquares;
                freeIn += row.Tested[i].Events - 1;
                squaresOut += outside[i].SumOfSquares;
                freeOut += outside[i].Events - 1;
            }
        }

        double inside = Math.Max(floor, freeIn > 0 ? squaresIn / freeIn : 0), rest = freeOut > 0 ? squaresOut / freeOut : 0;
        var known = inside > 1e-18 && rest > 1e-18;
        var studies = new List<StudyGroup>(outside.Length);
        for (var i = 0; i < outside.Length; i++)
        {
            if (row.Tested[i].Events > 0 && outside[i].Events > 0)
            {
                studies.Add(StudyGroup.Of(row.Tested[i].Mean - outside[i].Mean, Variance(i)));
            }
        }

        if (studies.Count < 2)
        {
            return null;
        }

        var fit = RandomEffects.PauleMandel(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(studies));
        var error = fit.HartungKnappError;
        if (Math.Max(error, known ? fit.StandardError : 0) <= 1e-9)
        {
            return null;
        }

        double sum = 0;
        foreach (var study in studies)
        {
            sum += 1 / (study.Variance + fit.Tau2);
        }

        var games = Excess(byDay: false);
        var days = Excess(byDay: true);
        return new MeanTest
        {
            Mean = fit.Mean,
            Error = error,
            OrdinaryError = known ? fit.StandardError : null,
            OrdinaryFreedom = (int)Math.Clamp(freeIn + freeOut, 1, 100_000),
            Users = fit.Studies,
            Games = games.Inside,
            GameError = Math.Sqrt((error * error) + games.Excess),
            Days = days.Inside,
            DayError = Math.Sqrt((error * error) + days.Excess),
        };

        double Variance(int i) => known ? (inside / row.Tested[i].Events) + (rest / outside[i].Events) : 1;

        (int Inside, double Excess) Excess(bool byDay)
        {
            var sums = MeanTests.Clusters;
            var members = row.Members;
            sums.Start(members.Sum(static m => m.Figures.Events.Length), byDay && clusters.Neighbours);
            Parts(insideOnly: true);
            var distinct = sums.Count;
            sums.Start(members.Sum(static m => m.Figures.Events.Length) + elsewhere.Sum(static f => f.Sum(static s => s.Events.Length)), byDay && clusters.Neighbours);
            Parts(insideOnly: false);
            return (distinct, sums.Excess());

            void Parts(bool insideOnly)
            {
                for (var i = 0; i < members.Length; i++)
                {
                    if (row.Tested[i].Events == 0 || outside[i].Events == 0)
                    {
                        continue;
                    }

                    sums.NextUser();
                    var share = 1 / ((Variance(i) + fit.Tau2) * sum);
                    Add(members[i].Figures, share / row.Tested[i].Events, outside[i].Mean + fit.Mean);
                    foreach (var figures in insideOnly ? [] : elsewhere[i])
                    {
                        Add(figures, -share / outside[i].Events, outside[i].Mean);
                    }
                }
            }

            void Add(SegmentFigures figures, double share, double from)
            {
                foreach (ref readonly var point in figures.Events.AsSpan())
                {
                    if (point.Value(measure) is var value && !double.IsNaN(value))
                    {
                        sums.Add(byDay ? ClusterSums.DayKey(point.Day, clusters.Weeks) : point.Id, share * (value - from));
                    }
                }
            }
        }
    }

    private static UserMean Outside(SegmentFigures[] elsewhere, TestMeasure measure)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (var figures in elsewhere)
        {
            foreach (ref readonly var point in figures.Events.AsSpan())
            {
                if (point.Value(measure) is var value && !double.IsNaN(value))
                {
                    sum += value;
                    count++;
                }
            }
        }

        if (count == 0)
        {
            return default;
        }

        foreach (var figures in elsewhere)
        {
            foreach (ref readonly var point in figures.Events.AsSpan())
            {
                if (point.Value(measure) is var value && !double.IsNaN(value))
                {
                    squares += (value - (sum / count)) * (value - (sum / count));
                }
            }
        }

        return new UserMean(count, sum / count, squares, 0);
    }
}
