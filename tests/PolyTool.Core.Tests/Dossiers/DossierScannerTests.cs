using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Json;
using PolyTool.Core.Tests.Dossiers.Reports;

namespace PolyTool.Core.Tests.Dossiers;

/// <summary>What the files of a run root hold that a dossier was made into.</summary>
public sealed class DossierScannerTests : DossierWorld
{
    [Fact]
    public async Task A_run_root_has_all_files_and_nothing_else()
    {
        var root = await Scan(Golden("scan01", "run_root"));

        Assert.Equal(AllFiles, Directory.GetFiles(root.FullPath).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(Golden("scan01", "run_root")), File.ReadAllBytes(Path.Combine(root.FullPath, "dossier.json")));
        Assert.False(root.WasThere);
    }

    [Theory]
    [MemberData(nameof(GoldenDossierTests.Cases), MemberType = typeof(GoldenDossierTests))]
    public async Task The_files_in_the_run_root_are_the_originals_byte_for_byte_but_for_id_names_and_times(string name)
    {
        var root = await Scan(Golden(name));

        foreach (var file in (string[])["segment_analysis.json", "hypothesis_candidates.json", "coverage_reconciliation_report.json"])
        {
            Assert.Equal(Masked(Golden(name, file)), Masked(Path.Combine(root.FullPath, file)));
        }
    }

    [Fact]
    public async Task Another_table_is_another_run()
    {
        var original = await Scan(Golden("dossier0009"));
        var standard = await Scan(Golden("dossier0009"), table: SegmentTableSource.Default);

        Assert.NotEqual(original.RunId, standard.RunId);
        Assert.Equal("default", Read(standard, "run_manifest.json")["segment_table"]!["name"]!.Text);
    }

    [Fact]
    public async Task The_manifest_has_the_hash_of_every_file()
    {
        var root = await Scan(Golden("dossier0009"));

        var manifest = Read(root, "run_manifest.json");
        Assert.Equal(AllFiles.Where(f => f != "run_manifest.json"), manifest["outputs"]!.Items.Select(o => o["name"]!.Text).Order(StringComparer.Ordinal));
        foreach (var output in manifest["outputs"]!.Items)
        {
            var bytes = File.ReadAllBytes(Path.Combine(root.FullPath, output["name"]!.Text));
            Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant(), output["sha256"]!.Text);
            Assert.Equal(bytes.Length, output["bytes"]!.Number);
        }

        Assert.Equal(root.Path, manifest["output_paths"]!["run_root"]!.Text);
        Assert.Equal(manifest["outputs"]!.Items.Single(o => o["name"]!.Text == "dossier.json")["sha256"]!.Text, manifest["inputs"]!.Items[0]["sha256"]!.Text);
    }

    [Fact]
    public async Task The_statistics_have_every_segment_with_positions()
    {
        var root = await Scan(Golden("scan01", "run_root"));

        var statistics = SegmentStatisticsReader.Read(File.ReadAllBytes(Path.Combine(root.FullPath, SegmentStatistics.FileName)));
        var analysis = Read(root, "segment_analysis.json")["segment_analysis"]!;
        string[] expected = [.. ((string[])["entry_price_tier", "market_type", "league", "sport", "category"])
            .SelectMany(d => analysis[$"by_{d}"]!.Members.Where(b => b.Value["count"]!.Number > 0).Select(b => $"{d}:{b.Key}")).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, statistics.Segments.Select(s => s.SegmentKey));
        Assert.All(statistics.Segments, s => Assert.Equal(Bucket(analysis, s.SegmentKey)["count"]!.Number, s.Events.Sum(e => e.Positions)));
        Assert.All(statistics.Segments, s => Assert.Equal(
            Bucket(analysis, s.SegmentKey)["notional_w_total_weight_used"]!.Number, s.Events.Sum(e => e.Notional), 4));
        Assert.All(statistics.Segments, s => Assert.Equal("pre_event", s.Variant));
    }

    // The lines of a report but those that differ from run to run, and the warnings, which golden reports have taken out.
    private static string Masked(string path)
    {
        var text = File.ReadAllText(path);
        var warnings = text.IndexOf("\n  \"warnings\": [", StringComparison.Ordinal);
        text = warnings < 0 ? text : text[..warnings];
        return string.Join('\n', text.Split('\n').Where(static line =>
            !((string[])["generated_at", "proxy_wallet", "run_id", "user_slug", "wallet"]).Any(k => line.StartsWith($"  \"{k}\": ", StringComparison.Ordinal))));
    }

    private static JsonValue Bucket(JsonValue analysis, string key) =>
        analysis[$"by_{key[..key.IndexOf(':', StringComparison.Ordinal)]}"]![key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]]!;
}
