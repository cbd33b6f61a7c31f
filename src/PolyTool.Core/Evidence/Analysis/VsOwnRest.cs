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
    /// <param name="rest">What its users did in the other rows of the dimension.</param>
    /// <param name="floor">The row's variance floor.</param>
    /// <param name="clusters">How days count.</param>
    public static MeanTest? Of(Row row, OwnRest rest, double floor, DayClusters clusters)
    {
        var measure = row.Stratum.Measure;
        var outside = Array.ConvertAll(row.Members, m => Outside(row, rest.Of(row, m.User)));
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

        double inside = Math.Max(floor, freeIn > 0 ? squaresIn / freeIn : 0), outer = freeOut > 0 ? squaresOut / freeOut : 0;
        var known = inside > 1e-18 && outer > 1e-18;
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
        double? ordinary = known && (floor > 0 || error < fit.StandardError / 2) ? fit.StandardError : null;
        if (Math.Max(error, ordinary ?? 0) <= 1e-9)
        {
            return null;
        }

        double sum = 0;
        foreach (var study in studies)
        {
            sum += 1 / (study.Variance + fit.Tau2);
        }

        var (games, days) = MeanTests.Clusters;
        var points = 0;
        for (var i = 0; i < outside.Length; i++)
        {
            points += row.Tested[i].Events + outside[i].Events;
        }

        games.Start(points);
        days.Start(points, clusters.Neighbours);
        for (var i = 0; i < outside.Length; i++)
        {
            if (row.Tested[i].Events == 0 || outside[i].Events == 0)
            {
                continue;
            }

            games.NextUser();
            days.NextUser();
            var share = 1 / ((Variance(i) + fit.Tau2) * sum);
            Add(row.Members[i].Figures, share / row.Tested[i].Events, outside[i].Mean + fit.Mean, isInside: true);
            foreach (ref readonly var place in rest.Of(row, row.Members[i].User))
            {
                if (IsElsewhere(row, place))
                {
                    Add(place.Figures, -share / outside[i].Events, outside[i].Mean, isInside: false);
                }
            }
        }

        return new MeanTest
        {
            Mean = fit.Mean,
            Error = error,
            OrdinaryError = ordinary,
            OrdinaryFreedom = (int)Math.Clamp(freeIn + freeOut, 1, 100_000),
            Users = fit.Studies,
            Games = games.Count,
            GameError = Math.Sqrt((error * error) + games.Excess()),
            Days = days.Count,
            DayError = Math.Sqrt((error * error) + days.Excess()),
        };

        double Variance(int i) => known ? (inside / row.Tested[i].Events) + (outer / outside[i].Events) : 1;

        void Add(SegmentFigures figures, double share, double from, bool isInside)
        {
            foreach (ref readonly var point in figures.Events.AsSpan())
            {
                if (point.Value(measure) is var value && !double.IsNaN(value))
                {
                    var part = share * (value - from);
                    games.Add(point.Id, part, isInside);
                    days.Add(ClusterSums.DayKey(point.Day, clusters.Weeks), part, isInside);
                }
            }
        }
    }

    /// <summary>The user's mean over the other rows, and the squares about it, from the means in each.</summary>
    private static UserMean Outside(Row row, ReadOnlySpan<OwnRest.Place> places)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (ref readonly var place in places)
        {
            if (IsElsewhere(row, place))
            {
                sum += place.Mean.Events * place.Mean.Mean;
                count += place.Mean.Events;
            }
        }

        if (count == 0)
        {
            return default;
        }

        var mean = sum / count;
        foreach (ref readonly var place in places)
        {
            if (IsElsewhere(row, place))
            {
                squares += place.Mean.SumOfSquares + (place.Mean.Events * (place.Mean.Mean - mean) * (place.Mean.Mean - mean));
            }
        }

        return new UserMean(count, mean, squares, 0);
    }

    private static bool IsElsewhere(Row row, in OwnRest.Place place) => place.Row != row && place.Figures.Measure == row.Stratum.Measure;
}
