using System.Runtime.InteropServices;
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
    // A large row's users have thousands of other rows: one list a thread, since rows are many.
    [ThreadStatic]
    private static List<(SegmentFigures Figures, UserMean Mean)>? s_elsewhere;

    /// <summary>Tests the difference; null below two users with events on both sides, or where all values are equal.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rest">What its users did in the other rows of the dimension.</param>
    /// <param name="floor">The row's variance floor.</param>
    /// <param name="clusters">How days count.</param>
    public static MeanTest? Of(Row row, OwnRest rest, double floor, DayClusters clusters)
    {
        var measure = row.Stratum.Measure;
        var elsewhere = s_elsewhere ??= [];
        var outside = Outside(row, rest, elsewhere, out var from);
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

        var fit = RandomEffects.PauleMandel(CollectionsMarshal.AsSpan(studies));
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

        var (games, days, held) = MeanTests.Clusters;
        games.Start();
        held.Start();
        days.Start(clusters.Neighbours);
        for (var i = 0; i < outside.Length; i++)
        {
            if (row.Tested[i].Events == 0 || outside[i].Events == 0)
            {
                continue;
            }

            games.NextUser();
            held.NextUser();
            days.NextUser();
            var share = 1 / ((Variance(i) + fit.Tau2) * sum);
            Add(row.Members[i].Figures, share / row.Tested[i].Events, outside[i].Mean + fit.Mean, isInside: true);
            for (var place = from[i]; place < from[i + 1]; place++)
            {
                Add(elsewhere[place].Figures, -share / outside[i].Events, outside[i].Mean, isInside: false);
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
            GameError = Math.Sqrt(Math.Max((error * error) + games.Excess(), known && floor > 0 ? MeanTests.Floored(fit.StandardError, inside, held) : 0)),
            Days = days.Count,
            DayError = Math.Sqrt((error * error) + days.Excess()),
        };

        double Variance(int i) => known ? (inside / row.Tested[i].Events) + (outer / outside[i].Events) : 1;

        void Add(SegmentFigures figures, double share, double middle, bool isInside)
        {
            foreach (ref readonly var point in figures.Events.AsSpan())
            {
                if (point.Value(measure) is var value && !double.IsNaN(value))
                {
                    var part = share * (value - middle);
                    games.Add(point.Id, part, isInside);
                    if (isInside && floor > 0)
                    {
                        held.Add(point.Id, MeanTests.Side(point, measure) * share);
                    }

                    days.Add(ClusterSums.DayKey(point.Day, clusters.Weeks), part, isInside);
                }
            }
        }
    }

    /// <summary>Each user's mean over the other rows, and the squares about it, from the means in each.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rest">Where its users are.</param>
    /// <param name="elsewhere">Takes the other rows' figures, one user after the other.</param>
    /// <param name="from">Where in them each user's begin, and at last where they end.</param>
    private static UserMean[] Outside(Row row, OwnRest rest, List<(SegmentFigures Figures, UserMean Mean)> elsewhere, out int[] from)
    {
        var places = rest.Of(row);
        var outside = new UserMean[places.Length];
        from = new int[places.Length + 1];
        elsewhere.Clear();
        for (var i = 0; i < places.Length; i++)
        {
            from[i] = elsewhere.Count;
            foreach (ref readonly var place in CollectionsMarshal.AsSpan(places[i]))
            {
                if (place.Row != row && place.Figures.Measure == row.Stratum.Measure)
                {
                    elsewhere.Add((place.Figures, place.Mean));
                }
            }

            outside[i] = Together(CollectionsMarshal.AsSpan(elsewhere)[from[i]..]);
        }

        from[^1] = elsewhere.Count;
        return outside;
    }

    private static UserMean Together(ReadOnlySpan<(SegmentFigures Figures, UserMean Mean)> places)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (ref readonly var place in places)
        {
            sum += place.Mean.Events * place.Mean.Mean;
            count += place.Mean.Events;
        }

        if (count == 0)
        {
            return default;
        }

        var mean = sum / count;
        foreach (ref readonly var place in places)
        {
            squares += place.Mean.SumOfSquares + (place.Mean.Events * (place.Mean.Mean - mean) * (place.Mean.Mean - mean));
        }

        return new UserMean(count, mean, squares, 0);
    }
}
