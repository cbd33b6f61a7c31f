using System.Buffers;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Everything about one row that its own data decide.</summary>
internal static class RowAnalysis
{
    /// <summary>Makes the row.</summary>
    /// <param name="row">Its data.</param>
    /// <param name="floor">Its variance floor; 0 for none.</param>
    /// <param name="rest">What its users did elsewhere.</param>
    /// <param name="rule">Level and samples.</param>
    public static SegmentDraft Run(Row row, double floor, OwnRest rest, EvidenceRule rule)
    {
        var (members, tested) = (row.Members, row.Tested);
        var hasEvents = row.Stratum.HasEvents;
        var clusters = DayClusters.Of(row.Name.Variant, rule);
        var pool = UserPool.Of(tested, floor);
        var fit = pool.Fit();
        var test = fit is null ? null : hasEvents ? MeanTests.OfEvents(members, tested, Value(row.Stratum.Measure), row.Stratum.Measure, pool, fit, clusters) : MeanTests.OfMeans(pool, fit);
        var evidence = Describe(row, pool) with
        {
            Days = hasEvents ? test?.Days ?? CountDays(row, rule) : null,
            VarianceFloor = floor > 0 ? Figures.Finite(floor) : null,
            DetectableEffect = test is null ? null : Figures.Finite(rule.DetectableInErrors * test.LargestError),
            UsersA = UserHalf(members, tested, false, hasEvents, rule),
            UsersB = UserHalf(members, tested, true, hasEvents, rule),
            HeaviestUsers = Lines(members, tested, pool, fit, rule, hasEvents, 20),
        };
        evidence = Tested(evidence, test, rule);
        evidence = LeaveOneOut(evidence, members, tested, pool, fit);
        var measure = Measure(pool, fit, test?.Interval(rule.Level), rule, hasEvents);
        return hasEvents ? OfEvents(row, evidence, measure, test, floor, clusters, rest, rule)
            : SegmentDraft.Of(evidence with { Percent = measure }, row, test, floor, SegmentSeed.Of(row.Name.Segment, members, tested));
    }

    /// <summary>The rows of a forest plot: users by weight, heaviest first.</summary>
    public static UserLine[] Lines(Member[] members, UserMean[] tested, UserPool pool, RandomEffectsFit? fit, EvidenceRule rule, bool hasEvents, int most)
    {
        var t = pool.WithinFreedom > 0 && pool.WithinVariance is not null ? StudentT.Quantile(0.5 + (rule.Level / 2), (int)Math.Min(pool.WithinFreedom, 100_000)) : (double?)null;
        double Weight(in UserMean u) => 1 / (pool.VarianceOf(u) + (pool.WithinVariance is not null ? fit?.Tau2 ?? 0 : 0));
        var total = tested.Where(u => u.Events > 0).Sum(u => Weight(u));
        return
        [
            .. Enumerable.Range(0, members.Length)
                .Where(i => tested[i].Events > 0)
                .OrderByDescending(i => Weight(tested[i]))
                .Take(most)
                .Select(i =>
                {
                    var half = t * Math.Sqrt(pool.VarianceOf(tested[i]));
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

    private static EventValue Value(TestMeasure measure) =>
        measure == TestMeasure.FollowThrough ? static (in EventPoint p) => p.FollowThrough : static (in EventPoint p) => p.Total;

    private static SegmentEvidence Describe(Row row, UserPool pool)
    {
        var members = row.Members;
        var hasEvents = row.Stratum.HasEvents;
        var totals = Totals.Of(members);
        var concentration = hasEvents ? Concentration.OfEvents(members, row.Stratum.Measure) : Concentration.OfMeans(members);
        var beat = hasEvents ? FairBeatClose.Of(members) : null;
        var wilson = beat is { } b ? Wilson.Interval(b.Rate * b.Events, b.Events) : (Interval?)null;
        var positive = row.Tested.Count(static u => u.Events > 0 && u.Mean > 0);
        var negative = row.Tested.Count(static u => u.Events > 0 && u.Mean < 0);
        return new SegmentEvidence
        {
            SegmentKey = row.Name.Segment,
            Variant = row.Name.Variant,
            Residual = row.IsResidual,
            Basis = hasEvents ? "events" : "user_means",
            TestMeasure = row.Stratum.Measure.Name(),
            Users = pool.Users,
            Wallets = members.Where(static m => m.Figures.HasLine).Sum(static m => m.User.Wallets),
            UsersOfOtherKind = row.Stratum.Others,
            Events = hasEvents ? pool.Events : null,
            DistinctEvents = concentration.DistinctEvents,
            Positions = totals.Positions,
            ClvCoverage = totals.Positions > 0 ? Figures.Round((double)totals.ClvPositions / totals.Positions) : null,
            TestedShare = hasEvents && members.Sum(static m => CountLines(m.Figures.Events)) is > 0 and var lines ? Figures.Round((double)pool.Events / lines) : null,
            Notional = Figures.Round(totals.Notional),
            EffectiveSize = Figures.Round(concentration.EffectiveSize),
            TopUserShare = Figures.Finite(concentration.TopUserShare),
            TopUserNotionalShare = Figures.Finite(concentration.TopUserNotionalShare),
            TopEventShare = Figures.Finite(concentration.TopEventShare),
            TopEventNotionalShare = Figures.Finite(concentration.TopEventNotionalShare),
            AutomatedUserShare = AutomatedShare(members),
            Money = hasEvents ? Figures.Round(totals.Money) : null,
            NotionalWeightedPercent = totals.ClvNotional > 0 ? Figures.Finite(totals.PercentNotionalSum / totals.ClvNotional) : null,
            NotionalWeight = Figures.Round(totals.ClvNotional),
            BeatCloseRate = Figures.Finite(beat?.Rate),
            BeatCloseFair = Figures.Finite(beat?.Fair),
            BeatCloseLower = Figures.Finite(wilson?.Lower),
            BeatCloseUpper = Figures.Finite(wilson?.Upper),
            Ties = beat?.Ties ?? 0,
            WinRate = totals.Resolved > 0 ? Figures.Round((double)totals.Wins / totals.Resolved) : null,
            PositiveUsers = positive,
            NegativeUsers = negative,
            SignP = pool.Users > 0 ? Figures.Finite(SignTest.TwoSidedP(positive, negative)) : null,
            MeanPrice = row.Prices.Events > 0 ? Figures.Round(row.Prices.Mean) : null,
            NearPayoutShare = row.Prices.Events > 0 ? Figures.Round((double)row.Prices.NearPayout / row.Prices.Events) : null,
        };
    }

    private static int CountLines(ReadOnlySpan<EventPoint> events)
    {
        var lines = 0;
        foreach (ref readonly var point in events)
        {
            lines += point.HasLine ? 1 : 0;
        }

        return lines;
    }

    private static int CountDays(Row row, EvidenceRule rule)
    {
        var days = new HashSet<ulong>();
        foreach (var member in row.Members)
        {
            foreach (ref readonly var point in member.Figures.Events)
            {
                if (!double.IsNaN(point.Value(row.Stratum.Measure)))
                {
                    days.Add(ClusterSums.DayKey(point.Day, rule.ClusterBy == ClusterPeriod.Week));
                }
            }
        }

        return days.Count;
    }

    private static SegmentEvidence Tested(SegmentEvidence evidence, MeanTest? test, EvidenceRule rule) =>
        test is null || evidence.Residual || VerdictRule.Gates(evidence, rule).Any() ? evidence : evidence with
        {
            P = Figures.Finite(test.Largest),
            UserP = Figures.Finite(test.UserP),
            SkewAdjustedP = Figures.Finite(test.SkewAdjustedP),
            GameError = Figures.Finite(test.GameError),
            GameP = Figures.Finite(test.GameP),
            DayError = Figures.Finite(test.DayError),
            DayP = Figures.Finite(test.DayP),
        };

    private static SegmentDraft OfEvents(Row row, SegmentEvidence evidence, MeasureEvidence measure, MeanTest? test, double floor, DayClusters clusters, OwnRest rest, EvidenceRule rule)
    {
        var (members, tested) = (row.Members, row.Tested);
        var total = row.Stratum.Measure == TestMeasure.Total ? tested : Measures.Of(members, static (in EventPoint p) => p.Total);
        var seed = SegmentSeed.Of(row.Name.Segment, members, tested, total);
        var resampled = Bootstrap.Run(members, tested, row.Stratum.Measure, seed, rule);
        measure = measure with { BootstrapLower = Figures.Finite(resampled?.Lower), BootstrapUpper = Figures.Finite(resampled?.Upper) };
        var halfTime = HalfTime(row);
        var isFollowed = row.Stratum.Measure == TestMeasure.FollowThrough;
        evidence = evidence with
        {
            FollowThrough = isFollowed ? measure : null,
            Total = isFollowed ? Measure(total, rule, true) : measure,
            Execution = isFollowed ? Measure(Measures.Of(members, static (in EventPoint p) => p.Execution), rule, true) : null,
            Net = isFollowed ? Net(members, floor, clusters, rule) : null,
            Percent = Measure(Measures.Of(members, static (in EventPoint p) => p.Percent), rule, true),
            LogOdds = Measure(Measures.Of(members, static (in EventPoint p) => p.LogOdds), rule, true),
            VsOwnRest = evidence.P is null ? null : Rest(row, floor, clusters, rest, rule),
            HalfTime = halfTime,
            EarlyHalf = halfTime is { } at ? Part(Measures.OfHalf(members, row.Stratum.Measure, at, late: false), rule, true) : null,
            LateHalf = halfTime is { } from ? Part(Measures.OfHalf(members, row.Stratum.Measure, from, late: true), rule, true) : null,
        };
        return SegmentDraft.Of(evidence, row, test, floor, seed);
    }

    /// <summary>What a follower keeps, with the widest of its intervals, as the tested measure has it.</summary>
    private static MeasureEvidence Net(Member[] members, double floor, DayClusters clusters, EvidenceRule rule)
    {
        EventValue net = (in EventPoint p) => p.Net(rule.FollowerSpread);
        var means = Measures.Of(members, net);
        var pool = UserPool.Of(means, floor);
        var fit = pool.Fit();
        var test = fit is null ? null : MeanTests.OfEvents(members, means, net, TestMeasure.FollowThrough, pool, fit, clusters);
        return Measure(pool, fit, test?.Interval(rule.Level), rule, true);
    }

    private static RestEvidence Rest(Row row, double floor, DayClusters clusters, OwnRest rest, EvidenceRule rule)
    {
        var test = VsOwnRest.Of(row, rest, floor, clusters);
        var interval = test?.Interval(rule.Level);
        return new RestEvidence
        {
            Owners = test?.Users ?? 0,
            Buckets = rest.Buckets,
            Mean = Figures.Finite(test?.Mean),
            Lower = Figures.Finite(interval?.Lower),
            Upper = Figures.Finite(interval?.Upper),
            P = test?.Users >= rule.MinRestOwners ? Figures.Finite(test.Largest) : null,
        };
    }

    private static MeasureEvidence Measure(UserMean[] means, EvidenceRule rule, bool hasEvents)
    {
        var pool = UserPool.Of(means);
        return Measure(pool, pool.Fit(), null, rule, hasEvents);
    }

    private static MeasureEvidence Measure(UserPool pool, RandomEffectsFit? fit, Interval? widest, EvidenceRule rule, bool hasEvents)
    {
        var evidence = new MeasureEvidence { Users = pool.Users, Events = hasEvents ? pool.Events : null, WithinVariance = Figures.Finite(pool.WithinVariance) };
        if (fit is null)
        {
            // One user, or all values equal: a mean, and nothing of how sure it is.
            return evidence with { Mean = pool.Users > 0 ? Figures.Finite(pool.PlainMean) : null };
        }

        var error = pool.ErrorOf(fit);
        var interval = widest ?? MeanTests.OfMeans(pool, fit).Interval(rule.Level);
        evidence = evidence with
        {
            Mean = Figures.Finite(fit.Mean),
            StandardError = Figures.Finite(error),
            Lower = Figures.Finite(interval.Lower),
            Upper = Figures.Finite(interval.Upper),
        };
        if (pool.WithinVariance is null)
        {
            return evidence; // without a variance within users nothing can be said of the variance between them
        }

        var moments = pool.MomentFit();
        var prediction = fit.PredictionInterval(rule.Level, error);
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
    private static long? HalfTime(Row row)
    {
        var members = row.Members;
        var rented = ArrayPool<long>.Shared.Rent(members.Sum(m => m.Figures.EventCount));
        try
        {
            var count = 0;
            foreach (var member in members)
            {
                foreach (ref readonly var point in member.Figures.Events)
                {
                    if (point.Time is { } time && !double.IsNaN(point.Value(row.Stratum.Measure)))
                    {
                        rented[count++] = time;
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
