using System.Numerics;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;

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
        json.WriteKey("batch_id");
        json.WriteString(board.BatchId);
        json.WriteKey("created_at");
        json.WriteString(board.CreatedAt);
        json.WriteKey("form");
        json.WriteInteger(1);
        json.WriteKey("segments");
        json.WriteStartArray();
        foreach (var row in board.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteRow(json, columns, row);
        }

        json.WriteEndArray();
        json.WriteKey("segments_in_batch");
        json.WriteInteger(board.SegmentsInBatch);
        json.WriteKey("tests");
        WriteInteger(json, board.Evidence?.Tests);
        json.WriteKey("users_attempted");
        json.WriteInteger(board.Users.Attempted);
        json.WriteKey("users_failed");
        json.WriteInteger(board.Users.Failed);
        json.WriteKey("users_succeeded");
        json.WriteInteger(board.Users.Succeeded);
        json.WriteEndObject();
        buffer.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void WriteRow(CanonicalJsonWriter json, ExportColumn[] columns, ExportRow row)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WriteKey(column.Name);
            switch (column)
            {
                case TextColumn text:
                    json.WriteString(text.Value(row));
                    break;
                case IntegerColumn integer:
                    WriteInteger(json, integer.Value(row));
                    break;
                case NumberColumn number:
                    json.WriteDouble(number.Value(row));
                    break;
                case FlagColumn flag:
                    WriteFlag(json, flag.Value(row));
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static void WriteInteger(CanonicalJsonWriter json, BigInteger? value)
    {
        if (value is { } number)
        {
            json.WriteInteger(number);
        }
        else
        {
            json.WriteNull();
        }
    }

    private static void WriteFlag(CanonicalJsonWriter json, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(flag);
        }
        else
        {
            json.WriteNull();
        }
    }
}
