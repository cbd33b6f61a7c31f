using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Exports.Html;

/// <summary>
/// All segments. Every row stands whole in the page, so that it can be read, searched and printed without a script; the
/// script adds sorting, filters and folding. A row and its details share a <c>tbody</c>, which moves as one.
/// </summary>
internal static class BoardTable
{
    /// <summary>So many of the strongest segments show their users.</summary>
    public const int Detailed = 50;

    public static void Write(HtmlWriter html, ExportBoard board, CancellationToken cancellationToken)
    {
        if (board.Rows.Count == 0)
        {
            return;
        }

        html.Write($"<section aria-labelledby=\"segments\"><h2 id=\"segments\">All segments ({DisplayNumber.Count(board.Rows.Count)})</h2>\n");
        WriteFilters(html, board);
        html.Markup("<div class=\"scroll tall\" role=\"region\" aria-label=\"Table of all segments\" tabindex=\"0\"><table id=\"board\"><thead><tr>\n");
        SegmentColumn[] columns = [.. SegmentColumn.All(board)];
        foreach (var column in columns)
        {
            html.Write($"<th scope=\"col\" class=\"{(column.IsText ? "text" : "")}\" title=\"{column.Meaning}\"><button type=\"button\">{column.Name}</button></th>");
        }

        html.Markup("</tr></thead>\n");
        Axis[] axes = [.. Axes(board)];
        HashSet<ExportRow> detailed = [.. Headed(board).Take(Detailed)];
        for (var i = 0; i < board.Rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteRow(html, board.Rows[i], i, columns, axes, detailed.Contains(board.Rows[i]));
        }

        html.Markup("</table></div>\n</section>\n");
    }

    private static IEnumerable<ExportRow> Headed(ExportBoard board) =>
        board.Rows.OrderBy(static r => r.Evidence?.Rank ?? int.MaxValue).ThenBy(static r => r.Rank ?? int.MaxValue);

    private static void WriteFilters(HtmlWriter html, ExportBoard board)
    {
        html.Markup("<form class=\"filters\" role=\"search\" aria-label=\"Segments\"><label>Segment <input type=\"search\" id=\"find\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"league:n\"></label>\n<label>Dimension <select id=\"dimension\"><option value=\"\">all</option>");
        foreach (var dimension in board.Rows.Select(static r => VisibleText.Of(r.Dimension, 40)).Distinct(StringComparer.Ordinal).Order(CodePointOrder.Comparer).Take(100))
        {
            html.Write($"<option>{dimension}</option>");
        }

        html.Markup("</select></label>\n");
        if (board.Evidence is not null)
        {
            html.Markup("<label>Verdict <select id=\"verdict\"><option value=\"\">all</option><option>Supported</option><option>Promising</option><option>Unproven</option><option>Contradicted</option><option>Insufficient</option></select></label>\n");
        }

        html.Markup("<label>Users, at least <input type=\"number\" id=\"users\" min=\"0\" value=\"0\"></label>\n<output id=\"shown\" aria-live=\"polite\"></output> <button type=\"button\" id=\"more\" hidden>Show all</button></form>\n");
    }

    /// <summary>The axis of cents and that of per cent.</summary>
    private static IEnumerable<Axis> Axes(ExportBoard board)
    {
        foreach (var inCents in new[] { true, false })
        {
            yield return Axis.Around([.. board.Rows.Where(r => r.InCents == inCents && r.Tested is { Mean: not null, Lower: not null, Upper: not null })
                .Select(static r => (r.Tested!.Mean!.Value, r.Tested.Lower!.Value, r.Tested.Upper!.Value))]);
        }
    }

    private static void WriteRow(HtmlWriter html, ExportRow row, int index, SegmentColumn[] columns, Axis[] axes, bool withUsers)
    {
        var verdict = VerdictMark.Name(row.Evidence?.Verdict);
        html.Write($"<tbody data-dimension=\"{VisibleText.Of(row.Dimension, 40)}\" data-verdict=\"{verdict}\" data-users=\"{row.Users}\"><tr>");
        var axis = axes[row.InCents ? 0 : 1];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Write(html, row, axis, index);
        }

        html.Write($"</tr>\n<tr class=\"detail\" id=\"d{index}\"><td colspan=\"{columns.Length}\">");
        SegmentDetails.Write(html, row, withUsers);
        html.Markup("</td></tr></tbody>\n");
    }
}
