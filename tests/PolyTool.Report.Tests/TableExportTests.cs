using System.Globalization;
using CsvHelper;
using PolyTool.Core.Exports;
using PolyTool.Core.Exports.Tables;
using PolyTool.Core.Json;
using Sylvan.Data.Csv;

namespace PolyTool.Report.Tests;

/// <summary>Exports read back by programs that know nothing of ours.</summary>
public class TableExportTests
{
    public static TheoryData<string> Boards => ["sample", "plain", "user means", "hostile", "empty", "one user"];

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Two_csv_parsers_read_back_what_was_written(string name)
    {
        var board = BrowserTests.Board(name);
        var csv = await Render.TextAsync(board, ExportFormat.Csv);
        string[][] expected = [Header(), .. board.Rows.Select(row => Fields(board, row))];
        Assert.Equal(expected, ReadWithCsvHelper(csv));
        Assert.Equal(expected, ReadWithSylvan(csv));
        Assert.DoesNotContain('\uFEFF', csv);
        Assert.EndsWith("\r\n", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_cell_of_a_csv_computes_in_a_spreadsheet()
    {
        var csv = await Render.TextAsync(HostileBoard.Make(), ExportFormat.Csv);
        HashSet<string> text = [.. ExportColumns.All.OfType<TextColumn>().Select(static c => c.Name), "batch_id", "created_at"];
        var rows = ReadWithCsvHelper(csv);
        var seen = 0;
        foreach (var row in rows[1..])
        {
            for (var i = 0; i < row.Length; i++)
            {
                var cell = row[i].TrimStart(' ');
                var computes = cell.Length > 0 && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".Contains(cell[0], StringComparison.Ordinal);
                Assert.False(computes && text.Contains(rows[0][i]), row[i]);
                seen += cell.StartsWith("'=", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        Assert.True(seen > 0);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Json_satisfies_its_schema_and_holds_every_value(string name)
    {
        var board = BrowserTests.Board(name);
        var json = await Render.BytesAsync(board, ExportFormat.Json);
        var schemaText = await File.ReadAllTextAsync(Hosting.Checkout.Find("docs", "schemas", "leaderboard_export.schema.json"), TestContext.Current.CancellationToken);
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(schemaText, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(System.Text.Encoding.UTF8.GetString(json)));
        var file = JsonText.Parse(json);
        Assert.Equal(board.BatchId, file["batch_id"]!.Text);
        Assert.Equal(board.Rows.Count, file["segments"]!.Items.Count);
        foreach ((var row, var segment) in board.Rows.Zip(file["segments"]!.Items))
        {
            Assert.Equal(ExportColumns.All.Select(static c => c.Name).Order(StringComparer.Ordinal), segment.Members.Select(static m => m.Key));
            Assert.Equal(row.Segment, segment["segment_key"]!.Text);
            Assert.Equal(row.Evidence?.Total?.Mean, segment["total_mean"]!.Kind == JsonKind.Null ? null : segment["total_mean"]!.Number);
        }
    }

    [Theory]
    [InlineData("batch_id")]
    [InlineData("segments")]
    public async Task The_schema_refuses_a_file_that_lacks_a_part(string part)
    {
        var json = await Render.TextAsync(SampleBoard.Make(users: 3, events: 10), ExportFormat.Json);
        var schemaText = await File.ReadAllTextAsync(Hosting.Checkout.Find("docs", "schemas", "leaderboard_export.schema.json"), TestContext.Current.CancellationToken);
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(schemaText, TestContext.Current.CancellationToken);
        Assert.NotEmpty(schema.Validate(json.Replace($"\"{part}\"", "\"other\"", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Markdown_is_one_table_whatever_the_data_say(string name)
    {
        var board = BrowserTests.Board(name);
        var markdown = await Render.TextAsync(board, ExportFormat.Markdown);
        string[] lines = [.. markdown.Split('\n').Where(static l => l.StartsWith('|'))];
        Assert.Equal(board.Rows.Count + 2, lines.Length);
        var columns = Bars(lines[0]);
        Assert.All(lines, line => Assert.Equal(columns, Bars(line)));
    }

    private static int Bars(string line) => line.Where((c, i) => c == '|' && (i == 0 || line[i - 1] != '\\')).Count();

    private static string[] Header() => ["batch_id", "created_at", .. ExportColumns.All.Select(static c => c.Name)];

    private static string[] Fields(ExportBoard board, ExportRow row) =>
    [
        Safe(board.BatchId),
        Safe(board.CreatedAt),
        .. ExportColumns.All.Select(column => column switch
        {
            TextColumn text => Safe(text.Value(row) ?? ""),
            IntegerColumn integer => integer.Value(row)?.ToString(CultureInfo.InvariantCulture) ?? "",
            NumberColumn number => number.Value(row) is { } value ? NumberText.Of(value) : "",
            FlagColumn flag => flag.Value(row) switch { true => "true", false => "false", _ => "" },
            _ => throw new InvalidOperationException(),
        }),
    ];

    private static string Safe(string text) => text.TrimStart(' ') is { Length: > 0 } start && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".Contains(start[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string[][] ReadWithCsvHelper(string csv)
    {
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { HasHeader = false });
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return [.. rows];
    }

    private static string[][] ReadWithSylvan(string csv)
    {
        using var reader = Sylvan.Data.Csv.CsvDataReader.Create(new StringReader(csv), new CsvDataReaderOptions { HasHeaders = false, MaxBufferSize = 1 << 24, BufferSize = 1 << 20 });
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return [.. rows];
    }
}
