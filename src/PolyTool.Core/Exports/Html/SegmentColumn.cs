using PolyTool.Core.Evidence;
using PolyTool.Core.Json;

namespace PolyTool.Core.Exports.Html;

/// <summary>A column of the table of all segments.</summary>
internal sealed class SegmentColumn
{
    private readonly Func<ExportRow, string> _text;
    private readonly Func<ExportRow, double?> _order;

    private SegmentColumn(string name, string meaning, Func<ExportRow, string> text, Func<ExportRow, double?> order)
    {
        Name = name;
        Meaning = meaning;
        _text = text;
        _order = order;
    }

    /// <summary>Its head.</summary>
    public string Name { get; }

    /// <summary>What it holds, in a sentence.</summary>
    public string Meaning { get; }

    /// <summary>Text stands left, numbers right.</summary>
    public bool IsText => Kind != Kinds.Number;

    private Kinds Kind { get; init; }

    private enum Kinds
    {
        Number,
        Segment,
        Verdict,
        Interval,
    }

    /// <summary>The columns of a board.</summary>
    public static IEnumerable<SegmentColumn> All(ExportBoard board)
    {
        yield return Number("#", "Rank in this export", static r => DisplayNumber.Count(r.Rank), static r => r.Rank);
        yield return new("Segment", "Dimension and bucket", static r => r.Segment, static _ => null) { Kind = Kinds.Segment };
        if (board.Evidence is not null)
        {
            foreach (var column in OfEvidence(board.Evidence.Rule))
            {
                yield return column;
            }
        }

        yield return Number("Users", "Users in the segment", static r => DisplayNumber.Count(r.Users), static r => r.Users);
        yield return Number("Positions", "Positions in the segment", static r => DisplayNumber.Count(r.Positions), static r => r.Positions);
        yield return Number("Notional", "Dollars in the segment", static r => DisplayNumber.Dollars(r.Notional), static r => r.Notional);
        yield return Number("Pooled", "Average CLV of the users who proposed the segment, weighted by notional: biased upwards, because those in whom it was bad do not vote", static r => DisplayNumber.SignedPercent(r.Board?.NotionalClv), static r => r.Board?.NotionalClv);
        if (board.Evidence is null)
        {
            yield return Number("Beat close", "Share of positions whose price moved the trader's way, weighted by notional", static r => DisplayNumber.Percent(r.Board?.NotionalBeatClose), static r => r.Board?.NotionalBeatClose);
        }
    }

    /// <summary>Writes the cell of a row.</summary>
    public void Write(HtmlWriter html, ExportRow row, Axis axis, int index)
    {
        switch (Kind)
        {
            case Kinds.Segment:
                html.Write($"<th scope=\"row\"><button type=\"button\" aria-expanded=\"true\" aria-controls=\"d{index}\">");
                html.Key(row.Segment);
                html.Write($"{(row.Line.Length > 0 ? $" ({row.Line})" : "")}");
                html.Markup("</button></th>");
                break;
            case Kinds.Verdict:
                html.Write($"<td class=\"text\" data-v=\"{(int?)row.Evidence?.Verdict ?? 9}\">");
                VerdictMark.WriteChip(html, row.Evidence?.Verdict);
                html.Markup("</td>");
                break;
            case Kinds.Interval:
                html.Write($"<td class=\"text interval\" data-v=\"{Order(row)}\">");
                IntervalPlot.Write(html, axis, row, 18, withUsers: false);
                html.Write($"<span class=\"say\">{_text(row)}</span></td>");
                break;
            default:
                html.Write($"<td data-v=\"{Order(row)}\">{_text(row)}</td>");
                break;
        }
    }

    private static IEnumerable<SegmentColumn> OfEvidence(EvidenceRule rule)
    {
        yield return new("Verdict", "What can be claimed", static r => VerdictMark.Name(r.Evidence?.Verdict), static r => (int?)r.Evidence?.Verdict) { Kind = Kinds.Verdict };
        yield return new("Interval", $"Interval of the mean over users, level {DisplayNumber.Share(rule.Level)}; sorted by its lower end", Interval, static r => r.Tested?.Lower) { Kind = Kinds.Interval };
        yield return Number("Tested", "Mean over users of what is tested: cents a share from five minutes after the first buy to the close; from entry to close, or per cent, where less is known", static r => r.Shown(r.Tested?.Mean), static r => r.Tested?.Mean);
        yield return Number("Net", "The same less the taker fee and half a cent of spread", static r => DisplayNumber.SignedCents(r.Evidence?.Net?.Mean), static r => r.Evidence?.Net?.Mean);
        yield return Number("Over rest", "What the same users have here over the rest of the dimension, in cents", static r => DisplayNumber.SignedCents(r.Evidence?.VsOwnRest?.Mean), static r => r.Evidence?.VsOwnRest?.Mean);
        yield return Number("Money", "Shares held at the close times (close - entry)", static r => DisplayNumber.Dollars(r.Evidence?.Money), static r => r.Evidence?.Money);
        yield return Number("CLV", "Mean over users of closing price less entry price, in per cent of the entry price", static r => DisplayNumber.SignedPercent(r.Evidence?.Percent?.Mean), static r => r.Evidence?.Percent?.Mean);
        yield return Number("Beat close", "Share of first positions entered below the closing price, and the share that fair prices would give", static r => r.Evidence?.BeatCloseRate is { } rate ? $"{DisplayNumber.Percent(rate)} ({DisplayNumber.Percent(r.Evidence.BeatCloseFair)})" : DisplayNumber.None, static r => r.Evidence?.BeatCloseRate);
        yield return Number("q", "Benjamini-Hochberg q over all rows tested", static r => DisplayNumber.Probability(r.Evidence?.Q), static r => r.Evidence?.Q);
        yield return Number("I²", "Share of the variance that lies between users", static r => DisplayNumber.Percent(r.Tested?.ISquared), static r => r.Tested?.ISquared);
        yield return Number("Ahead", "Users whose mean is above zero", static r => r.Evidence is null ? DisplayNumber.None : DisplayNumber.Count(r.Evidence.PositiveUsers), static r => r.Evidence?.PositiveUsers);
        yield return Number("Events", "Events, counted once for each user", static r => DisplayNumber.Count(r.Evidence?.Events), static r => r.Evidence?.Events);
    }

    private static string Interval(ExportRow row) => row.Tested is { Lower: { } lower, Upper: { } upper }
        ? $"{row.Shown(lower)} to {row.Shown(upper)}" : "no interval";

    private static SegmentColumn Number(string name, string meaning, Func<ExportRow, string> text, Func<ExportRow, double?> order) =>
        new(name, meaning, text, order);

    // Empty sorts last, whichever way.
    private string Order(ExportRow row) => _order(row) is { } value ? NumberText.Of(value) : "";
}
