using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace PolyTool.Core.Exports.Tables;

/// <summary>Writes Apache Parquet: strings, 64-bit integers, doubles and booleans, all but the keys nullable.</summary>
internal static class ParquetExport
{
    public static async Task WriteAsync(Stream stream, ExportBoard board, CancellationToken cancellationToken)
    {
        DataField batch = new("batch_id", typeof(string), isNullable: true);
        DateTimeDataField created = new("created_at", DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable: true);
        (ExportColumn Column, DataField Field)[] columns = [.. ExportColumns.All.Select(static c => (c, Field(c)))];
        ParquetSchema schema = new([batch, created, .. columns.Select(static c => c.Field)]);
        var writer = await ParquetWriter.CreateAsync(schema, stream, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var closing = writer.ConfigureAwait(false);
        writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["polytool.batch_id"] = board.BatchId,
            ["polytool.created_at"] = board.CreatedAt,
        };
        using var group = writer.CreateRowGroup();
        var ids = new string[board.Rows.Count];
        Array.Fill(ids, board.BatchId);
        await group.WriteAsync(batch, ids).ConfigureAwait(false);
        var times = new DateTime?[board.Rows.Count];
        Array.Fill(times, Time(board.CreatedAt));
        await group.WriteAsync<DateTime>(created, times, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach ((var column, var field) in columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync(group, column, field, board.Rows, cancellationToken).ConfigureAwait(false);
        }
    }

    private static DataField Field(ExportColumn column) => new(column.Name, Type(column), isNullable: true);

    private static Type Type(ExportColumn column) => column switch
    {
        TextColumn => typeof(string),
        IntegerColumn => typeof(long),
        NumberColumn => typeof(double),
        _ => typeof(bool),
    };

    private static Task WriteAsync(ParquetRowGroupWriter group, ExportColumn column, DataField field, IReadOnlyList<ExportRow> rows, CancellationToken cancellationToken) => column switch
    {
        TextColumn text => group.WriteAsync(field, Values(rows, text.Value)!),
        IntegerColumn integer => group.WriteAsync<long>(field, Values(rows, row => Small(integer.Value(row))), cancellationToken: cancellationToken),
        NumberColumn number => group.WriteAsync<double>(field, Values(rows, number.Value), cancellationToken: cancellationToken),
        FlagColumn flag => group.WriteAsync<bool>(field, Values(rows, flag.Value), cancellationToken: cancellationToken),
        _ => throw new InvalidOperationException(column.GetType().Name),
    };

    private static T[] Values<T>(IReadOnlyList<ExportRow> rows, Func<ExportRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }

    // What 64 bits do not hold is left out rather than wrong.
    private static long? Small(BigInteger? value) => value is { } number && number >= long.MinValue && number <= long.MaxValue ? (long)number : null;

    private static DateTime? Time(string createdAt) =>
        DateTimeOffset.TryParse(createdAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime : null;
}
