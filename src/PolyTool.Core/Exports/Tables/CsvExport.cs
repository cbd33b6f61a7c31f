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
