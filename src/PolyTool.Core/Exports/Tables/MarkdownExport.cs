using System.Text;
using PolyTool.Core.Exports.Html;
using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Exports.Tables;

/// <summary>Writes a Markdown document: the answer, and a table of the segments with the figures that people compare.</summary>
internal static class MarkdownExport
{
    public static void Write(Stream stream, ExportBoard board, CancellationToken cancellationToken)
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true);
        text.NewLine = "\n";
        text.WriteLine("# PolyTool leaderboard");
        text.WriteLine();
        text.WriteLine(Headline.Answer(board));
        text.WriteLine();
        text.WriteLine($"- Batch: {Code(board.BatchId)}, made {Code(board.CreatedAt)}");
        text.WriteLine($"- Users: {DisplayNumber.Count(board.Users.Succeeded)} of {DisplayNumber.Count(board.Users.Attempted)} read, {DisplayNumber.Count(board.Users.Failed)} failed");
        text.WriteLine($"- Segments: {DisplayNumber.Count(board.Rows.Count)} of {DisplayNumber.Count(board.SegmentsInBatch)}");
        foreach (var said in (board.Evidence?.Cautions ?? []).Concat(board.Evidence?.OwnerNotes ?? []))
        {
            text.WriteLine($"- {VisibleText.Of(said, 2000).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}");
        }

        text.WriteLine();
        WriteTable(text, board, cancellationToken);
    }

    private static void WriteTable(StreamWriter text, ExportBoard board, CancellationToken cancellationToken)
    {
        var evidence = board.Evidence is not null;
        text.WriteLine(evidence
            ? "| # | Segment | Verdict | Tested | Lower | Upper | Net | Money | CLV | q | Users | Events | Positions | Notional | Pooled CLV |"
            : "| # | Segment | Pooled CLV | Beat close | Users | Positions | Notional |");
        text.WriteLine(evidence
            ? "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
            : "| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var row in board.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            text.WriteLine($"| {DisplayNumber.Count(row.Rank)} | {Cell(row.Segment)}{(row.Line.Length > 0 ? $" {row.Line}" : "")} | {(evidence ? Evidence(row) : Scores(row))} |");
        }
    }

    private static string Evidence(ExportRow row) => string.Join(
        " | ",
        VerdictMark.Name(row.Evidence?.Verdict),
        row.Shown(row.Tested?.Mean),
        row.Shown(row.Tested?.Lower),
        row.Shown(row.Tested?.Upper),
        DisplayNumber.SignedCents(row.Evidence?.Net?.Mean),
        DisplayNumber.Dollars(row.Evidence?.Money),
        DisplayNumber.SignedPercent(row.Evidence?.Percent?.Mean),
        DisplayNumber.Probability(row.Evidence?.Q),
        DisplayNumber.Count(row.Users),
        DisplayNumber.Count(row.Evidence?.Events),
        DisplayNumber.Count(row.Positions),
        DisplayNumber.Dollars(row.Notional),
        DisplayNumber.SignedPercent(row.Board?.NotionalClv));

    private static string Scores(ExportRow row) => string.Join(
        " | ",
        DisplayNumber.SignedPercent(row.Board?.NotionalClv),
        DisplayNumber.Share(row.Board?.NotionalBeatClose),
        DisplayNumber.Count(row.Users),
        DisplayNumber.Count(row.Positions),
        DisplayNumber.Dollars(row.Notional));

    private static string Code(string text) => MarkdownText.Code(VisibleText.Of(text, 200));

    private static string Cell(string text) => MarkdownText.CodeCell(VisibleText.Of(text, 200));
}
