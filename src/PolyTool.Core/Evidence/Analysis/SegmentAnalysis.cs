using System.Buffers;
using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Everything about one segment that its own data decide.</summary>
internal static class SegmentAnalysis
{
    /// <summary>Makes the row.</summary>
    /// <param name="segmentKey"><c>dimension:bucket</c>.</param>
    /// <param name="all">The segment's users, in the order of their keys.</param>
    /// <param name="rule">Level and samples.</param>
    public static SegmentDraft Run(string segmentKey, IReadOnlyList<Member> all, EvidenceRule rule)
    {
        var stratum = Stratum.Of(all);
        var members = stratum.Members;
        var tested = stratum.HasEvents ? Measures.LogOdds(members) : Measures.MeanPercent(members);
        var pool = UserPool.Of(tested);
        var fit = pool.Fit();
        var concentration = stratum.HasEvents ? Concentration.OfEvents(members) : Concentration.OfMeans(members);
        var row = Describe(segmentKey, stratum, concentration) with
        {
            Users = pool.Users,
            Events = stratum.HasEvents ? pool.Events : null,
            PositiveUsers = tested.Count(u => u.Events > 0 && u.Mean > 0),
            NegativeUsers = tested.Count(u => u.Events > 0 && u.Mean < 0),
            DetectableEffect = Figures.Finite(rule.DetectableInErrors * fit?.HartungKnappError),
            UsersA = UserHalf(members, tested, false, stratum.HasEvents, rule),
            UsersB = UserHalf(members, tested, true, stratum.HasEvents, rule),
            HeaviestUsers = Lines(members, tested, pool, fit, rule, stratum.HasEvents, 20),
        };
        row = row with
        {
            SignP = pool.Users > 0 ? Figures.Finite(SignTest.TwoSidedP(row.PositiveUsers, row.NegativeUsers)) : null,
            P = row.Residual ? null : Figures.Finite(fit?.PValue()),
            SkewAdjustedP = row.Residual || fit is null ? null : Figures.Finite(pool.SkewAdjustedP(fit)),
        };
        row = LeaveOneOut(row, members, tested, pool, fit);
        return stratum.HasEvents ? OfEvents(row, members, tested, pool, fit, rule) : OfMeans(row, members, tested, pool, fit, rule);
    }

    /// <summary>The rows of a forest plot: users by weight, heaviest first.</summary>
    public static UserLine[] Lines(Member[] members, UserMean[] tested, UserPool pool, RandomEffectsFit? fit, EvidenceRule rule, bool hasEvents, int most)
    {
        var t = pool.WithinFreedom > 0 && !pool.IsFlat ? StudentT.Quantile(0.5 + (rule.Level / 2), (int)Math.Min(pool.WithinFreedom, 100_000)) : (double?)null;
        double Weight(in UserMean u) => 1 / ((pool.IsFlat ? 1.0 / u.Events : pool.VarianceOf(u) ?? 1) + (pool.WithinVariance is > 0 ? fit?.Tau2 ?? 0 : 0));
        var total = tested.Where(u => u.Events > 0).Sum(u => Weight(u));
        return
        [
            .. Enumerable.Range(0, members.Length)
                .Where(i => tested[i].Events > 0)
                .OrderByDescending(i => Weight(tested[i]))
                .Take(most)
                .Select(i =>
                {
                    var half = t * Math.Sqrt(pool.VarianceOf(tested[i]) ?? double.NaN);
                    return new UserLine
                    {
                        User = members[i].User.Name,
                        Wallet = members[i].User.Wallet,
                        Events = hasEvents ? tested[i].Events : null,
                        Positions = members[i].Figures.ClvPositions,
                        Notional = Figures.Round(members[i].Figures.Notional),
                        Mean = Figures.Round(tested[i].Mean),
                        Lower = Figures.Finite(tested[i].Mean - half),
                        Upper = Figures.Finite(tested[i].Mean + half),
                        Weight = Figures.Round(Weight(tested[i]) / total),
                        LooksAutomated = members[i].User.LooksAutomated,
                    };
                }),
        ];
    }

    private static SegmentEvidence Describe(string segmentKey, Stratum stratum, Concentration concentration)
    {
        var members = stratum.Members;
        var totals = Totals.Of(members);
        var beat = totals.BeatBase > 0 ? totals.BeatSum / totals.BeatBase : (double?)null;
        var wilson = stratum.HasEvents && totals.BeatBase > 0 ? Wilson.Interval(totals.BeatSum, totals.BeatBase) : (Interval?)null;
        return new SegmentEvidence
        {
            SegmentKey = segmentKey,
            Residual = SegmentNames.IsResidual(segmentKey),
            Basis = stratum.HasEvents ? "events" : "user_means",
            ClvVariant = stratum.ClvVariant,
            TestMeasure = stratum.HasEvents ? "log_odds" : "percent",
            UsersOfOtherKind = stratum.Others,
            Positions = totals.Positions,
            ClvCoverage = totals.Positions > 0 ? Figures.Round((double)totals.ClvPositions / totals.Positions) : null,
            Notional = Figures.Round(totals.Notional),
            EffectiveSize = Figures.Round(concentration.EffectiveSize),
            TopUserShare = Figures.Finite(concentration.TopUserShare),
            TopUserNotionalShare = Figures.Finite(concentration.TopUserNotionalShare),
            TopEventShare = Figures.Finite(concentration.TopEventShare),
            TopEventNotionalShare = Figures.Finite(concentration.TopEventNotionalShare),
            DistinctEvents = concentration.DistinctEvents,
            AutomatedUserShare = AutomatedShare(members),
            NotionalWeightedPercent = totals.ClvNotional > 0 ? Figures.Finite(totals.PercentNotionalSum / totals.ClvNotional) : null,
            NotionalWeight = Figures.Round(totals.ClvNotional),
            BeatCloseRate = Figures.Finite(beat),
            BeatCloseLower = Figures.Finite(wilson?.Lower),
            BeatCloseUpper = Figures.Finite(wilson?.Upper),
            Ties = totals.Ties,
            WinRate = totals.Resolved > 0 ? Figures.Round((double)totals.Wins / totals.Resolved) : null,
        };
    }

    private static SegmentDraft OfEvents(SegmentEvidence row, Member[] members, UserMean[] logOdds, UserPool pool, RandomEffectsFit? fit, EvidenceRule rule)
    {
        UserMean[] percent = Measures.Percent(members), cents = Measures.Cents(members);
        var seed = SegmentSeed.Of(row.SegmentKey, members, logOdds, percent, cents);
        var resampled = Bootstrap.Run(members, seed, rule);
        var halfTime = HalfTime(members);
        var shared = fit is null ? null : SharedEvents.Of(members, logOdds, pool, fit);
        row = row with
        {
            SharedEventError = Figures.Finite(shared?.Error),
            SharedEventP = row.Residual ? null : Figures.Finite(shared?.P),
            LogOdds = Measure(pool, fit, rule, true) with { BootstrapLower = Figures.Finite(resampled.LogOdds?.Lower), BootstrapUpper = Figures.Finite(resampled.LogOdds?.Upper) },
            Percent = Measure(percent, rule, true) with { BootstrapLower = Figures.Finite(resampled.Percent?.Lower), BootstrapUpper = Figures.Finite(resampled.Percent?.Upper) },
            Cents = Measure(cents, rule, true) with { BootstrapLower = Figures.Finite(resampled.Cents?.Lower), BootstrapUpper = Figures.Finite(resampled.Cents?.Upper) },
            PercentNetOfFees = members.Any(m => m.Figures.Net.Events > 0) ? Measure(Measures.NetOfFees(members), rule, true) : null,
            HalfTime = halfTime,
            EarlyHalf = halfTime is { } at ? Part(Measures.LogOddsOfHalf(members, at, late: false), rule, true) : null,
            LateHalf = halfTime is { } from ? Part(Measures.LogOddsOfHalf(members, from, late: true), rule, true) : null,
        };
        return new SegmentDraft(row, members, logOdds, seed);
    }

    private static SegmentDraft OfMeans(SegmentEvidence row, Member[] members, UserMean[] percent, UserPool pool, RandomEffectsFit? fit, EvidenceRule rule) =>
        new(row with { Percent = Measure(pool, fit, rule, false) }, members, percent, SegmentSeed.Of(row.SegmentKey, members, percent));

    private static MeasureEvidence Measure(UserMean[] means, EvidenceRule rule, bool hasEvents)
    {
        var pool = UserPool.Of(means);
        return Measure(pool, pool.Fit(), rule, hasEvents);
    }

    private static MeasureEvidence Measure(UserPool pool, RandomEffectsFit? fit, EvidenceRule rule, bool hasEvents)
    {
        var evidence = new MeasureEvidence { Users = pool.Users, Events = hasEvents ? pool.Events : null, WithinVariance = Figures.Finite(pool.WithinVariance) };
        if (fit is null)
        {
            return evidence;
        }

        var interval = fit.MeanInterval(rule.Level);
        evidence = evidence with
        {
            Mean = Figures.Finite(fit.Mean),
            StandardError = Figures.Finite(fit.HartungKnappError),
            Lower = Figures.Finite(interval.Lower),
            Upper = Figures.Finite(interval.Upper),
        };
        if (pool.WithinVariance is null)
        {
            return evidence; // without a variance within users nothing can be said of the variance between them
        }

        var moments = pool.MomentFit();
        var prediction = fit.PredictionInterval(rule.Level);
        return evidence with
        {
            Tau2 = Figures.Finite(fit.Tau2),
            ISquared = Figures.Finite(fit.ISquared),
            Q = Figures.Finite(fit.Q),
            PredictionLower = Figures.Finite(prediction?.Lower),
            PredictionUpper = Figures.Finite(prediction?.Upper),
            DerSimonianLairdMean = Figures.Finite(moments?.Mean),
            DerSimonianLairdError = Figures.Finite(moments?.StandardError),
            DerSimonianLairdTau2 = Figures.Finite(moments?.Tau2),
            DerSimonianLairdISquared = Figures.Finite(moments?.ISquared),
        };
    }

    private static SegmentEvidence LeaveOneOut(SegmentEvidence row, Member[] members, UserMean[] tested, UserPool pool, RandomEffectsFit? fit)
    {
        if (fit is null || pool.Users < 3)
        {
            return row;
        }

        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        int lowest = 0, highest = 0;
        for (var i = 0; i < members.Length; i++)
        {
            if (tested[i].Events > 0 && pool.MeanWithout(tested[i]) is { } mean)
            {
                (low, lowest) = mean < low ? (mean, i) : (low, lowest);
                (high, highest) = mean > high ? (mean, i) : (high, highest);
            }
        }

        return row with
        {
            LeaveOneOutLowest = Figures.Finite(low),
            LeaveOneOutHighest = Figures.Finite(high),
            LeaveOneOutHolds = low > 0,
            HangsOn = members[fit.Mean > 0 ? lowest : highest].User.Name,
        };
    }

    private static PartEvidence UserHalf(Member[] members, UserMean[] tested, bool inB, bool hasEvents, EvidenceRule rule) =>
        Part([.. tested.Where((_, i) => members[i].User.InHalfB == inB)], rule, hasEvents);

    private static PartEvidence Part(UserMean[] means, EvidenceRule rule, bool hasEvents)
    {
        var measure = Measure(means, rule, hasEvents);
        return new PartEvidence { Users = measure.Users, Events = measure.Events, Mean = measure.Mean, Lower = measure.Lower, Upper = measure.Upper };
    }

    /// <summary>The median time of the events; null where all times are the same or none is known.</summary>
    private static long? HalfTime(Member[] members)
    {
        var rented = ArrayPool<long>.Shared.Rent(members.Sum(m => m.Figures.Events.Length));
        try
        {
            var count = 0;
            foreach (var member in members)
            {
                foreach (ref readonly var point in member.Figures.Events.AsSpan())
                {
                    if (point.Time != EventPoint.NoTime && !double.IsNaN(point.LogOdds))
                    {
                        rented[count++] = point.Time;
                    }
                }
            }

            var times = rented.AsSpan(0, count);
            times.Sort();
            return count > 0 && times[0] < times[^1] ? times[Math.Max(count / 2, times.LastIndexOf(times[0]) + 1)] : null;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static double? AutomatedShare(Member[] members)
    {
        var known = members.Count(m => m.User.LooksAutomated is not null);
        return known > 0 ? Figures.Round((double)members.Count(m => m.User.LooksAutomated == true) / known) : null;
    }
}
