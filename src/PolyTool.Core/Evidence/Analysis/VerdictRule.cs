using System.Globalization;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Applies an <see cref="EvidenceRule"/> to a row that has its q, and says in words what decided.</summary>
internal static class VerdictRule
{
    public static (Verdict Verdict, IReadOnlyList<string> Reasons) Judge(SegmentEvidence row, EvidenceRule rule, bool isSelectedByProfit)
    {
        var tested = Tested(row);
        if (row.Q is { } q && tested?.Lower is { } lower && tested.Upper is { } upper)
        {
            var interval = $"{Text(lower)} to {Text(upper)}{Unit(row)}";
            return q > rule.MaxQ ? (Verdict.Unproven, [$"q {Text(q)} is above {Text(rule.MaxQ)} (mean {Text(tested.Mean)}, {interval}); an effect of {Text(row.DetectableEffect)} would be found with 80 % power in one row", .. Weakest(row)])
                : tested.Mean < 0 ? (Verdict.Contradicted, [$"the mean lies below zero (q {Text(q)}, {interval})", .. Less(row)])
                : AboveZero(row, rule, isSelectedByProfit, $"the mean lies above zero (q {Text(q)}, {interval})");
        }

        List<string> gates = [.. Gates(row, rule)];
        if (row.Residual)
        {
            gates.Insert(0, "the bucket of what could not be classified; it is not tested");
        }

        if (tested?.Lower is null)
        {
            gates.Add(row.Users < 2 ? "no interval: fewer than two users" : "no interval: all values are equal");
        }

        return (Verdict.Insufficient, gates);
    }

    /// <summary>The measure that is tested.</summary>
    public static MeasureEvidence? Tested(SegmentEvidence row) => row.TestMeasure switch
    {
        "follow_through" => row.FollowThrough,
        "total" => row.Total,
        _ => row.Percent,
    };

    private static (Verdict Verdict, IReadOnlyList<string> Reasons) AboveZero(SegmentEvidence row, EvidenceRule rule, bool isSelectedByProfit, string holds)
    {
        List<string> failed = [.. Less(row)];
        if (isSelectedByProfit)
        {
            failed.Add("the users were chosen by profits of this period, so they were lucky in it; test on a later one");
        }

        if (row.Basis == "events")
        {
            var rest = row.VsOwnRest;
            if (rest?.Q is not { } q)
            {
                failed.Add($"these users bet nowhere else: {rest?.Owners ?? 0} with events inside and outside the segment, {rule.MinRestOwners} needed");
            }
            else if (q > rule.MaxQ || rest.Mean <= 0)
            {
                var over = $"{Text(rest.Mean)} over their rest, {Text(rest.Lower)} to {Text(rest.Upper)}, q {Text(q)}";
                failed.Add($"these users everywhere, not this segment: {over}{(rest.Buckets == 2 ? "; of two buckets only one can stand out" : "")}");
            }

            if (row.SkewAdjustedP is null)
            {
                failed.Add("skewness cannot be judged: fewer than three events");
            }
        }

        return failed.Count > 0 ? (Verdict.Promising, [holds, .. failed, .. Remarks(row)]) : (Verdict.Supported, [holds, .. Strengths(row), .. Remarks(row)]);
    }

    /// <summary>Why the data tell less than a follow-through of events would.</summary>
    private static IEnumerable<string> Less(SegmentEvidence row)
    {
        if (row.Basis != "events")
        {
            yield return "the run roots tell users' means only: events and variances are unknown";
        }
        else if (row.TestMeasure == "total")
        {
            yield return "the run roots tell no price after the first buy: spread, bounce and the users' own impact are in the total that was tested";
        }
    }

    /// <summary>Where users as independent studies would say more than the decisive p does.</summary>
    private static IEnumerable<string> Weakest(SegmentEvidence row)
    {
        if (row.P > 0.05 && row.UserP <= 0.05)
        {
            yield return row.P == row.DayP ? $"p is {Text(row.P)} because users bet on the same days ({row.Days} of them)"
                : row.P == row.GameP ? $"p is {Text(row.P)} because users hold the same games ({row.DistinctEvents} of them)"
                : $"p is {Text(row.P)} when skewness is taken out: rare large losses may be missing by chance";
        }
    }

    private static IEnumerable<string> Strengths(SegmentEvidence row)
    {
        yield return $"{Text(row.VsOwnRest?.Mean)} over the same users' rest (q {Text(row.VsOwnRest?.Q)})";
        if (row.Net?.Lower is not > 0)
        {
            yield return row.Net?.Mean is { } net ? $"before costs: a follower keeps {Text(net)}, {Text(row.Net.Lower)} to {Text(row.Net.Upper)}{Unit(row)}" : "before costs: what a follower would pay is not known";
        }
    }

    /// <summary>What no longer decides, and is still worth knowing.</summary>
    private static IEnumerable<string> Remarks(SegmentEvidence row)
    {
        if (row.LeaveOneOutHolds == false)
        {
            yield return $"but without user {row.HangsOn} the mean is {Text(row.LeaveOneOutLowest)}";
        }

        if (row.UsersA?.Mean <= 0 || row.UsersB?.Mean <= 0)
        {
            yield return $"but it does not show in both halves of the users ({Half(row.UsersA)}; {Half(row.UsersB)})";
        }

        if (row.LateHalf?.Mean <= 0)
        {
            yield return $"but the late half of the events shows {Text(row.LateHalf.Mean)}";
        }

        if (row.TopUserNotionalShare > 0.5)
        {
            yield return $"but one user holds {Percent(row.TopUserNotionalShare.Value)} of the notional";
        }
    }

    /// <summary>The gates that a row fails, in words; a row that fails one is not tested.</summary>
    public static IEnumerable<string> Gates(SegmentEvidence row, EvidenceRule rule)
    {
        if (row.Users < rule.MinUsers)
        {
            yield return $"{row.Users} {(row.Users == 1 ? "user" : "users")} with a closing line{(row.TestMeasure == "follow_through" ? " and a later price" : "")}, {rule.MinUsers} needed";
        }

        if (row.Events < rule.MinEvents)
        {
            yield return $"{row.Events} {(row.Events == 1 ? "event" : "events")}, {rule.MinEvents} needed";
        }

        if (row.Days < rule.MinDays)
        {
            var period = rule.ClusterBy == ClusterPeriod.Week ? "week" : "day";
            yield return $"events on {row.Days} different {(row.Days == 1 ? period : period + "s")}, {rule.MinDays} needed";
        }

        if (row.Positions < rule.MinPositions)
        {
            yield return $"{row.Positions} {(row.Positions == 1 ? "position" : "positions")}, {rule.MinPositions} needed";
        }

        if (row.ClvCoverage < rule.MinClvCoverage)
        {
            yield return $"closing lines for {Percent(row.ClvCoverage.Value)} of the positions, {Percent(rule.MinClvCoverage)} needed";
        }

        if (row.TopUserShare > rule.MaxTopUserShare)
        {
            yield return $"one user holds {Percent(row.TopUserShare.Value)} of the {(row.Basis == "events" ? "events" : "positions")}, at most {Percent(rule.MaxTopUserShare)} allowed";
        }

        if (row.TopUserNotionalShare > rule.MaxTopUserNotionalShare)
        {
            yield return $"one user holds {Percent(row.TopUserNotionalShare.Value)} of the notional, at most {Percent(rule.MaxTopUserNotionalShare)} allowed";
        }

        if (row.TopEventShare > rule.MaxTopEventShare)
        {
            yield return $"one event makes {Percent(row.TopEventShare.Value)} of the events, at most {Percent(rule.MaxTopEventShare)} allowed";
        }
    }

    private static string Unit(SegmentEvidence row) => row.TestMeasure == "percent" ? "" : " cents";

    private static string Half(PartEvidence? part) =>
        part?.Mean is { } mean ? $"{Text(mean)} in {part.Users} users" : $"{part?.Users ?? 0} users";

    private static string Text(double? value) => value switch
    {
        null => "unknown",
        > 0 and < 0.00005 => "below 0.0001",
        < 0 and > -0.00005 => "above -0.0001",
        { } number => number.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
