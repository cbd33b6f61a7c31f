using System.Globalization;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Applies an <see cref="EvidenceRule"/> to a row that has its q, and says in words what decided.</summary>
internal static class VerdictRule
{
    public static (Verdict Verdict, IReadOnlyList<string> Reasons) Judge(SegmentEvidence row, EvidenceRule rule)
    {
        var measure = Tested(row);
        var gates = Gates(row, rule).ToList();
        if (measure?.Lower is not { } lower || measure.Upper is not { } upper)
        {
            gates.Add(row.Users < 2 ? "no interval: fewer than two users" : "no interval: the values show no spread");
        }
        else if (gates.Count == 0 && !row.Residual)
        {
            return upper < 0 ? (Verdict.Contradicted, [$"the interval lies below zero (upper end {Text(upper)}{Unit(row)})"])
                : lower <= 0 ? (Verdict.Unproven, [$"the interval holds zero ({Text(lower)} to {Text(upper)}{Unit(row)}); an effect of {Text(row.DetectableEffect)} would be found with 80 % power"])
                : AboveZero(row, rule, lower);
        }

        if (row.Residual)
        {
            gates.Insert(0, "the bucket of what could not be classified; it is not tested");
        }

        return (Verdict.Insufficient, gates);
    }

    /// <summary>The measure that is tested.</summary>
    public static MeasureEvidence? Tested(SegmentEvidence row) => row.TestMeasure == "log_odds" ? row.LogOdds : row.Percent;

    private static (Verdict Verdict, IReadOnlyList<string> Reasons) AboveZero(SegmentEvidence row, EvidenceRule rule, double lower)
    {
        var holds = $"the interval lies above zero (lower end {Text(lower)}{Unit(row)})";
        var failed = new List<string>();
        if (row.Basis != "events")
        {
            failed.Add("the run roots tell users' means only: events and variances are unknown");
        }

        if (row.Q is not { } q || q > rule.MaxQ)
        {
            failed.Add($"q {Text(row.Q)} is above {Text(rule.MaxQ)}");
        }

        if (row.Q <= rule.MaxQ && !(row.SkewAdjustedQ <= rule.MaxQ))
        {
            failed.Add(row.SkewAdjustedP is null
                ? "no user has three events, so skewness cannot be judged"
                : $"q is {Text(row.SkewAdjustedQ)} when skewness is taken out: rare large losses may be missing by chance");
        }

        if (row.Q <= rule.MaxQ && row.Basis == "events" && !(row.SharedEventQ <= rule.MaxQ))
        {
            failed.Add($"q is {Text(row.SharedEventQ)} when users in the same events are not counted as independent ({row.DistinctEvents} different events)");
        }

        if (rule.RequireLeaveOneOut && row.LeaveOneOutHolds != true)
        {
            failed.Add($"without user {row.HangsOn} the mean is {Text(row.LeaveOneOutLowest)}");
        }

        if (rule.RequireBothUserHalves && !(row.UsersA?.Mean > 0 && row.UsersB?.Mean > 0))
        {
            failed.Add($"it does not show in both halves of the users ({Half(row.UsersA)}; {Half(row.UsersB)})");
        }

        return failed.Count > 0 ? (Verdict.Promising, [holds, .. failed]) : (Verdict.Supported, [holds, .. Strengths(row)]);
    }

    private static IEnumerable<string> Strengths(SegmentEvidence row)
    {
        yield return $"q {Text(row.Q)}";
        yield return "it holds whichever user is left out";
        yield return "it shows in both halves of the users";
        if (row.LateHalf?.Mean <= 0)
        {
            yield return $"but the late half of the events shows {Text(row.LateHalf.Mean)}";
        }

        if (row.TopUserNotionalShare > 0.5)
        {
            yield return $"but one user holds {Percent(row.TopUserNotionalShare.Value)} of the notional";
        }
    }

    private static IEnumerable<string> Gates(SegmentEvidence row, EvidenceRule rule)
    {
        if (row.Users < rule.MinUsers)
        {
            yield return $"{row.Users} {(row.Users == 1 ? "user" : "users")} with a closing line, {rule.MinUsers} needed";
        }

        if (row.Events < rule.MinEvents)
        {
            yield return $"{row.Events} {(row.Events == 1 ? "event" : "events")}, {rule.MinEvents} needed";
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

    // Beside these words stands the interval in per cent; without the unit the two seem to contradict each other.
    private static string Unit(SegmentEvidence row) => row.TestMeasure == "log_odds" ? " in log-odds" : "";

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
