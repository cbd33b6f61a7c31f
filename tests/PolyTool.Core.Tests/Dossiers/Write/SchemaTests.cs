using PolyTool.Core.Dossiers;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers.Write;

/// <summary>The published schemas say what the files are: the original's and ours.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly string[] s_reports = ["segment_analysis", "hypothesis_candidates", "coverage_reconciliation_report"];
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-schema-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("dossier")]
    [InlineData("segment_analysis")]
    [InlineData("hypothesis_candidates")]
    [InlineData("coverage_reconciliation_report")]
    public void Golden_files_fit(string name)
    {
        var schema = JsonSchema.Load(name);
        string[] files = [.. Directory.GetDirectories(Repository.Golden, "dossier*").Append(Path.Combine(Repository.Golden, "scan01", "run_root")).Select(f => Path.Combine(f, $"{name}.json"))];

        Assert.Equal(17, files.Length);
        Assert.All(files, f => Assert.Empty(schema.Errors(Read(f))));
    }

    [Fact]
    public async Task A_run_root_of_ours_fits_and_no_field_of_it_is_unknown()
    {
        var scanner = await DossierScanner.CreateAsync(
            new("out", Path.Combine(_folder, "out")), SegmentTableSource.Default, force: false, TimeProvider.System, TestContext.Current.CancellationToken);
        var dossier = Path.Combine(Repository.Root, "samples", "dossiers", "dossier.json");
        var root = await scanner.ScanAsync(new(dossier, dossier), TestContext.Current.CancellationToken);

        Assert.All(s_reports.Append("run_manifest").Append("dossier"), n => Assert.Empty(JsonSchema.Load(n).Errors(Read(Path.Combine(root.FullPath, $"{n}.json")))));
    }

    [Fact]
    public void Every_field_of_a_scanned_position_is_in_the_schema()
    {
        var properties = Read(Path.Combine(Repository.Root, "docs", "schemas", "dossier.schema.json"))["$defs"]!["position"]!["properties"]!;
        var position = new DossierPosition { TokenId = "1", ResolutionOutcome = "WIN", ClosingLine = new() }.ToJson();

        Assert.Empty(position.Members.Select(m => m.Key).Except(properties.Members.Select(m => m.Key), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("src/PolyTool.Core/Dossiers/Segments/Tables/default.json")]
    [InlineData("src/PolyTool.Core/Dossiers/Segments/Tables/original.json")]
    [InlineData("samples/dossiers/wide-tiers.json")]
    public void Segment_tables_fit(string path) => Assert.Empty(JsonSchema.Load("segment_table").Errors(Read(Path.Combine(Repository.Root, path))));

    [Theory]
    [InlineData("""{"positions": [], "header": {"proxy_wallet": 5}}""", "$.header.proxy_wallet")]
    [InlineData("""{"positions": 5}""", "$.positions")]
    [InlineData("""{}""", "$: 'positions' is missing")]
    public void What_does_not_fit_is_found(string dossier, string place) =>
        Assert.StartsWith(place, JsonSchema.Load("dossier").Errors(JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(dossier))).Single(), StringComparison.Ordinal);

    private static JsonValue Read(string path) => JsonText.Parse(File.ReadAllBytes(path));
}
