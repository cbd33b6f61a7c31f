using System.Buffers;
using System.Globalization;
using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Exports.Tables;

/// <summary>Writes CSV after RFC 4180: a header line, commas, CR LF at line ends, UTF-8 without a byte order mark.</summary>
internal static class CsvExport
{
    public static void Write(Stream stream, ExportBoard board, CancellationToken cancellationToken)
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true);
        var columns = ExportColumns.All;
        text.Write("batch_id,created_at");
        foreach (var column in columns)
        {
            text.Write(',');
            text.Write(column.Name);
        }

        text.Write("\r\n");
        var batch = $"{CsvText.Of(board.BatchId)},{CsvText.Of(board.CreatedAt)}";
        foreach (var row in board.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            text.Write(batch);
            foreach (var column in columns)
            {
                text.Write(',');
                text.Write(Field(column, row));
            }

            text.Write("\r\n");
        }
    }

    private static string? Field(ExportColumn column, ExportRow row) => column switch
    {
        TextColumn text => text.Value(row) is { } value ? CsvText.Of(value) : null,
        IntegerColumn integer => integer.Value(row)?.ToString(CultureInfo.InvariantCulture),
        NumberColumn number => number.Value(row) is { } value ? NumberText.Of(value) : null,
        FlagColumn flag => flag.Value(row) switch { true => "true", false => "false", null => null },
        _ => throw new InvalidOperationException(column.GetType().Name),
    };
}

/// <summary>A field of a CSV file after RFC 4180, harmless in a spreadsheet.</summary>
internal static class CsvText
{
    // What makes a spreadsheet compute a cell, full-width forms included (OWASP, "CSV Injection").
    private static readonly SearchValues<char> s_formula = SearchValues.Create("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");
    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n'");

    /// <summary>Text from data: an apostrophe goes before what a spreadsheet would take for a formula, and quotes around what needs them.</summary>
    public static string Of(string text)
    {
        var safe = IsFormula(text) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(s_quoted) || safe.AsSpan().Trim().Length != safe.Length
            ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : safe;
    }

    private static bool IsFormula(string text)
    {
        // Some programs drop leading blanks before they look.
        var start = text.AsSpan().TrimStart(' ');
        return start.Length > 0 && s_formula.Contains(start[0]);
    }
}
