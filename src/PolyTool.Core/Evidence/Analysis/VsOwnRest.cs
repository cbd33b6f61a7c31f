using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Formulas;
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
        var outside = Outside(row, rest);
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
            AddInside(row.Members[i].Figures, share / row.Tested[i].Events, outside[i].Mean + fit.Mean);
            foreach (ref readonly var place in rest.Of(row.Members[i].User))
            {
                if (IsOutside(place, row))
                {
                    AddOutside(rest.Events(place), -share / outside[i].Events, outside[i].Mean);
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
            GameError = Math.Sqrt(Math.Max((error * error) + games.Excess(), known && floor > 0 ? MeanTests.Floored(fit.StandardError, inside, held) : 0)),
            Days = days.Count,
            DayError = Math.Sqrt((error * error) + days.Excess()),
        };

        double Variance(int i) => known ? (inside / row.Tested[i].Events) + (outer / outside[i].Events) : 1;

        void AddInside(in SegmentFigures figures, double share, double middle)
        {
            foreach (ref readonly var point in figures.Events)
            {
                if (point.Value(measure) is var value && !double.IsNaN(value))
                {
                    var part = share * (value - middle);
                    games.Add(point.Id, part);
                    if (floor > 0)
                    {
                        held.Add(point.Id, MeanTests.Side(point, measure) * share);
                    }

                    days.Add(ClusterSums.DayKey(point.Day, clusters.Weeks), part);
                }
            }
        }

        void AddOutside(ReadOnlySpan<OwnRest.RestEvent> events, double share, double middle)
        {
            foreach (ref readonly var one in events)
            {
                var part = share * (one.Value - middle);
                games.Add(one.Game, part, counts: false);
                days.Add(ClusterSums.DayKey(one.Day, clusters.Weeks), part, counts: false);
            }
        }
    }

    /// <summary>Each user's mean over the other rows, and the squares about it, from the means in each.</summary>
    private static UserMean[] Outside(Row row, OwnRest rest) => Array.ConvertAll(row.Members, member =>
    {
        var places = rest.Of(member.User);
        double sum = 0, squares = 0;
        var count = 0;
        foreach (ref readonly var place in places)
        {
            if (IsOutside(place, row))
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
            if (IsOutside(place, row))
            {
                squares += place.Mean.SumOfSquares + (place.Mean.Events * (place.Mean.Mean - mean) * (place.Mean.Mean - mean));
            }
        }

        return new UserMean(count, mean, squares, 0);
    });

    private static bool IsOutside(in OwnRest.Place place, Row row) => place.Row != row.Name && place.Figures.Measure == row.Stratum.Measure;
}
