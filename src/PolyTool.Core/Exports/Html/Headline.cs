using PolyTool.Core.Evidence;

namespace PolyTool.Core.Exports.Html;

/// <summary>The answer of a batch in words.</summary>
internal static class Headline
{
    /// <summary>One line: how much of this board can be believed.</summary>
    public static string Answer(ExportBoard board)
    {
        if (board.Rows.Count == 0)
        {
            return board.Users.Succeeded == 0 ? "No user could be read, so there is nothing to tell." : "No segment was found.";
        }

        if (board.Evidence is null)
        {
            return "No evidence was computed: the scores below are pooled and carry no interval.";
        }

        var supported = board.Rows.Count(static r => r.Evidence?.Verdict == Verdict.Supported);
        var all = DisplayNumber.Count(board.Rows.Count);
        return supported switch
        {
            0 => $"No segment of {all} is supported.",
            1 => $"1 of {all} segments is supported.",
            _ => $"{DisplayNumber.Count(supported)} of {all} segments are supported.",
        };
    }

    /// <summary>The strongest segments, at most three.</summary>
    public static IEnumerable<ExportRow> Strongest(ExportBoard board) => board.Evidence is null
        ? board.Rows.Where(static r => r.Board?.NotionalClv is not null).OrderByDescending(static r => r.Board!.NotionalClv).Take(3)
        : board.Rows.Where(static r => r is { Evidence.Rank: not null, Tested.Mean: not null }).OrderBy(static r => r.Evidence!.Rank).Take(3);

    /// <summary>What a segment shows, in a sentence.</summary>
    /// <param name="row">The segment.</param>
    /// <param name="level">The level of its interval.</param>
    public static string Sentence(ExportRow row, double level)
    {
        if (row.Evidence is not { } evidence)
        {
            return $"Pooled CLV {DisplayNumber.SignedPercent(row.Board?.NotionalClv)} over {Plural(row.Board?.NotionalClvUsers ?? 0, "user")} and {DisplayNumber.Count(row.Positions)} positions.";
        }

        var where = evidence.Events is { } events ? $" over {Plural(events, "event")}" : "";
        return $"{Size(evidence, level)}{where}; {DisplayNumber.Count(evidence.PositiveUsers)} of {Plural(evidence.Users, "user")} ahead.";
    }

    /// <summary>The reasons of a verdict, all of them: caveats stand last.</summary>
    public static string Why(SegmentEvidence evidence)
    {
        var why = string.Join("; ", evidence.Reasons);
        return why.Length == 0 ? "" : char.ToUpperInvariant(why[0]) + why[1..] + ".";
    }

    private static string Size(SegmentEvidence evidence, double level) => evidence switch
    {
        { FollowThrough.Mean: { } cents } => $"Prices {(cents < 0 ? "fell" : "rose")} {Cents(Math.Abs(cents))} a share from five minutes after the first buy to the close{Range(level, evidence.FollowThrough.Lower, evidence.FollowThrough.Upper, static v => DisplayNumber.SignedCents(v))}",
        { Total.Mean: { } cents } => $"Entries were {Cents(Math.Abs(cents))} a share {(cents < 0 ? "worse" : "better")} than the closing price{Range(level, evidence.Total.Lower, evidence.Total.Upper, static v => DisplayNumber.SignedCents(v))}",
        { Percent.Mean: { } fraction } => $"Closing prices were {DisplayNumber.Percent(Math.Abs(fraction))} {(fraction < 0 ? "below" : "above")} entry{Range(level, evidence.Percent.Lower, evidence.Percent.Upper, static v => DisplayNumber.SignedPercent(v))}",
        _ => "No closing line value is known",
    };

    private static string Range(double level, double? lower, double? upper, Func<double?, string> text) =>
        lower is null || upper is null ? "" : $" ({DisplayNumber.Share(level)} interval {text(lower)} to {text(upper)})";

    private static string Cents(double cents) => DisplayNumber.SignedCents(cents).TrimStart('+');

    private static string Plural(double count, string noun) => $"{DisplayNumber.Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
