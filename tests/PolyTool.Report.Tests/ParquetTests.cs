using Parquet;
using PolyTool.Core.Exports;
using PolyTool.Core.Exports.Tables;

namespace PolyTool.Report.Tests;

public class ParquetTests
{
    [Theory]
    [InlineData("sample")]
    [InlineData("hostile")]
    [InlineData("empty")]
    public async Task Columns_are_typed_and_come_back(string name)
    {
        var board = BrowserTests.Board(name);
        using MemoryStream file = new(await Render.BytesAsync(board, ExportFormat.Parquet));
        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        var fields = reader.Schema.DataFields.ToDictionary(static f => f.Name, StringComparer.Ordinal);
        Assert.Equal(["batch_id", "created_at", .. ExportColumns.All.Select(static c => c.Name)], reader.Schema.DataFields.Select(static f => f.Name));
        Assert.Equal(typeof(DateTime), fields["created_at"].ClrType);
        Assert.Equal(typeof(long), fields["users"].ClrType);
        Assert.Equal(typeof(double), fields["total_mean"].ClrType);
        Assert.Equal(typeof(bool), fields["residual"].ClrType);

        // So the library calls a UTF-8 string that it can read without an allocation.
        Assert.Equal(typeof(ReadOnlyMemory<char>), fields["segment_key"].ClrType);
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal(board.Rows.Count, group.RowCount);
        var keys = new string[board.Rows.Count];
        await group.ReadAsync(fields["segment_key"], keys, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(board.Rows.Select(static r => r.Segment), keys);
        var means = new double?[board.Rows.Count];
        await group.ReadAsync<double>(fields["total_mean"], means, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(board.Rows.Select(static r => r.Evidence?.Total?.Mean), means);
    }

#if DUCKDB
    [Fact]
    public async Task DuckDB_reads_the_file_with_its_types()
    {
        using Hosting.ScratchFolder scratch = new();
        ExportBoard board = SampleBoard.Make();
        string path = scratch.Find("board.parquet");
        await File.WriteAllBytesAsync(path, await Render.BytesAsync(board, ExportFormat.Parquet), TestContext.Current.CancellationToken);
        await using DuckDB.NET.Data.DuckDBConnection connection = new("DataSource=:memory:");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string> types = new(StringComparer.Ordinal);
        await using (System.Data.Common.DbCommand describe = connection.CreateCommand())
        {
            describe.CommandText = $"describe select * from read_parquet('{path}')";
            await using System.Data.Common.DbDataReader columns = await describe.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await columns.ReadAsync(TestContext.Current.CancellationToken))
            {
                types.Add(columns.GetString(0), columns.GetString(1));
            }
        }

        Assert.Equal(("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN"), (types["segment_key"], types["users"], types["total_mean"], types["residual"]));
        Assert.StartsWith("TIMESTAMP", types["created_at"], StringComparison.Ordinal);
        await using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = $"select count(*), sum(users), sum(total_mean), count(verdict) filter (verdict = 'Supported') from read_parquet('{path}')";
        await using System.Data.Common.DbDataReader row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(board.Rows.Count, row.GetInt64(0));
        Assert.Equal(board.Rows.Sum(static r => (long)r.Evidence!.Users), (long)row.GetFieldValue<System.Numerics.BigInteger>(1));
        Assert.Equal(board.Rows.Sum(static r => r.Evidence!.Total?.Mean ?? 0), row.GetDouble(2), 9);
        Assert.Equal(board.Rows.Count(static r => r.Evidence!.Verdict == Core.Evidence.Verdict.Supported), row.GetInt64(3));
    }
#endif
}
