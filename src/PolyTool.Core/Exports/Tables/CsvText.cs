using System.Buffers;

namespace PolyTool.Core.Exports.Tables;

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
