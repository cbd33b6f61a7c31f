using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Exports.Tables;

/// <summary>Writes canonical JSON: the batch, and its segments with every column, null where nothing is known.</summary>
internal static class JsonExport
{
    public static void Write(Stream stream, ExportBoard board, CancellationToken cancellationToken)
    {
        StreamBuffer buffer = new(stream);
        CanonicalJsonWriter json = new(buffer);
        ExportColumn[] columns = [.. ExportColumns.All.OrderBy(static c => c.Name, StringComparer.Ordinal)];
        json.WriteStartObject();
        json.WriteString("batch_id", board.BatchId);
        json.WriteString("created_at", board.CreatedAt);
        json.WriteInteger("form", 1);
        json.WriteKey("segments");
        json.WriteStartArray();
        foreach (var row in board.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteRow(json, columns, row);
        }

        json.WriteEndArray();
        json.WriteInteger("segments_in_batch", board.SegmentsInBatch);
        json.WriteInteger("tests", board.Evidence?.Tests);
        json.WriteInteger("users_attempted", board.Users.Attempted);
        json.WriteInteger("users_failed", board.Users.Failed);
        json.WriteInteger("users_succeeded", board.Users.Succeeded);
        json.WriteEndObject();
        buffer.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteRow(CanonicalJsonWriter json, ExportColumn[] columns, ExportRow row)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            switch (column)
            {
                case TextColumn text:
                    json.WriteString(column.Name, text.Value(row));
                    break;
                case IntegerColumn integer:
                    json.WriteInteger(column.Name, integer.Value(row));
                    break;
                case NumberColumn number:
                    json.WriteDouble(column.Name, number.Value(row));
                    break;
                case FlagColumn flag:
                    json.WriteBoolean(column.Name, flag.Value(row));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
