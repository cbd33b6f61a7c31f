using PolyTool.Core.Dossiers;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;
using PolyTool.Core.Tests.Dossiers.Segments;

namespace PolyTool.Core.Tests.Dossiers.Files;

public sealed class DossierScannerTests : IDisposable
{
    private static readonly string[] s_allFiles =
    [
        "coverage_reconciliation_report.json", "dossier.json", "hypothesis_candidates.json", "run_manifest.json",
        "segment_analysis.json", "segment_statistics.json",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-dossier-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_root_has_all_files_and_nothing_else()
    {
        var root = await Scan(Golden("scan01", "run_root"));

        Assert.Equal(s_allFiles, Directory.GetFiles(root.FullPath).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(Golden("scan01", "run_root")), File.ReadAllBytes(Path.Combine(root.FullPath, "dossier.json")));
        Assert.False(root.WasThere);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_link_in_the_place_of_a_folder_below_the_scan_root_is_refused(int depth)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        var root = Path.Combine(_folder, "out");
        var parts = Path.GetRelativePath(root, (await Scan(Golden("scan01", "run_root"))).FullPath).Split('/');
        var link = Path.Combine([root, .. parts[..depth]]);
        Directory.Delete(link, recursive: true);
        Directory.CreateSymbolicLink(link, outside);
        var error = await Assert.ThrowsAsync<Failure>(() => Scan(Golden("scan01", "run_root")));
        Assert.Equal("RunRootNotWritable", error.Code);
        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [Theory]
    [InlineData(".dossier.json.tmp")]
    [InlineData(".run_manifest.json.tmp")]
    [InlineData(".lock")]
    [InlineData("dossier.json")]
    public async Task A_link_in_the_place_of_a_file_of_a_run_root_goes_without_what_it_leads_to(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var outside = Path.Combine(_folder, "outside");
        File.WriteAllText(outside, "treasure");
        var root = (await Scan(Golden("scan01", "run_root"))).FullPath;
        File.Delete(Path.Combine(root, name));
        File.Delete(Path.Combine(root, "run_manifest.json"));
        File.CreateSymbolicLink(Path.Combine(root, name), outside);
        await Scan(Golden("scan01", "run_root"));
        Assert.Equal("treasure", File.ReadAllText(outside));
        Assert.Equal(File.ReadAllBytes(Golden("scan01", "run_root")), File.ReadAllBytes(Path.Combine(root, "dossier.json")));
        Assert.All(Directory.GetFiles(root), static file => Assert.Null(new FileInfo(file).LinkTarget));
    }

    [Fact]
    public async Task User_and_wallet_come_from_the_manifest_beside_a_dossier_without_header()
    {
        var root = await Scan(Golden("scan01", "run_root"));

        Assert.Equal("testuser", root.UserSlug);
        Assert.Equal("0xabababababababababababababababababababab", root.Wallet);
        Assert.Matches("^out/testuser/0xabababababababababababababababababababab/2026-03-01/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", root.Path);
        Assert.EndsWith(root.RunId, root.Path, StringComparison.Ordinal);
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
    public async Task The_header_of_a_dossier_names_user_and_wallet_before_the_manifest_does()
    {
        var wallet = $"0x{new string('1', 40)}";
        var path = Write("a/dossier.json", $$"""{"header":{"user_input":"@Some.One","proxy_wallet":"{{wallet}}"},"positions":{"positions":[] } }""");
        Write("a/run_manifest.json", """{"user_slug":"other","wallets":["0x2"]}""");

        var root = await Scan(path);

        Assert.Equal(("some_one", wallet), (root.UserSlug, root.Wallet));
    }

    [Theory]
    [InlineData("ann/{0}/2026-01-01/run-1/dossier.json", "ann", "{0}")]
    [InlineData("somewhere/dossier.json", "somewhere", "unknown")]
    public async Task The_path_names_them_where_nothing_else_does(string path, string user, string wallet)
    {
        var address = $"0x{new string('c', 40)}";
        var file = Write(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, address), """{"positions":[]}""");

        var root = await Scan(file);

        Assert.Equal((user, wallet.Replace("{0}", address, StringComparison.Ordinal)), (root.UserSlug, root.Wallet));
    }

    [Fact]
    public async Task A_wallet_is_no_name()
    {
        var wallet = $"0x{new string('D', 40)}";
        var path = Write("a/dossier.json", $$"""{"header":{"user_input":"{{wallet}}","proxy_wallet":"{{wallet}}"},"positions":[]}""");

        Assert.Equal("unknown", (await Scan(path)).UserSlug);
    }

    [Fact]
    public async Task A_hostile_wallet_stays_inside_the_output_root()
    {
        var path = Write("a/dossier.json", """{"header":{"user_input":"../../x","proxy_wallet":"../../../../evil"},"positions":[]}""");

        var root = await Scan(path);

        Assert.StartsWith("out/______x/.._.._.._.._evil/", root.Path, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(_folder, "out") + Path.DirectorySeparatorChar, Path.GetFullPath(root.FullPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_run_root_is_used_as_it_is_at_a_later_hour()
    {
        var first = await Scan(Golden("dossier0005"));
        var before = Contents(first);

        var second = await Scan(Golden("dossier0005"), hours: 3);

        Assert.True(second.WasThere);
        Assert.Equal(first.Path, second.Path);
        Assert.Equal(first.Warnings, second.Warnings);
        Assert.Equal(first.GeneratedAt, second.GeneratedAt);
        Assert.Equal(before, Contents(second));
    }

    [Theory]
    [InlineData("segment_analysis.json")]
    [InlineData("run_manifest.json")]
    [InlineData("dossier.json")]
    public async Task A_changed_run_root_is_refused_and_written_over_with_force(string changed)
    {
        var first = await Scan(Golden("dossier0003"));
        var before = Contents(first);
        File.AppendAllText(Path.Combine(first.FullPath, changed), " ");

        var refused = await Assert.ThrowsAsync<Failure>(() => Scan(Golden("dossier0003")));
        var forced = await Scan(Golden("dossier0003"), force: true);

        Assert.Equal("RunRootExists", refused.Code);
        Assert.Equal(before, Contents(forced));
    }

    [Fact]
    public async Task An_interrupted_run_root_is_completed()
    {
        var first = await Scan(Golden("dossier0003"));
        var before = Contents(first);
        File.Delete(Path.Combine(first.FullPath, "run_manifest.json"));
        File.WriteAllText(Path.Combine(first.FullPath, "dossier.json"), "half");

        Assert.Equal(before, Contents(await Scan(Golden("dossier0003"))));
    }

    [Fact]
    public async Task The_same_dossier_scanned_many_times_at_once_gives_one_run_root()
    {
        var roots = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Scan(Golden("dossier0009")), Cancel)));

        Assert.Single(roots.Select(r => r.FullPath).Distinct(StringComparer.Ordinal));
        Assert.Single(roots, r => !r.WasThere);
        Assert.Equal(s_allFiles, Directory.GetFiles(roots[0].FullPath).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
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
        Assert.Equal(s_allFiles.Where(f => f != "run_manifest.json"), manifest["outputs"]!.Items.Select(o => o["name"]!.Text).Order(StringComparer.Ordinal));
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

    [Theory]
    [InlineData("", "DossierNotJson")]
    [InlineData("not json", "DossierNotJson")]
    [InlineData("{\"positions\":[}", "DossierNotJson")]
    [InlineData("{\"positions\":[{}]} x", "DossierNotJson")]
    [InlineData("{\"positions\":[{\"clv\":NaN}]}", "DossierNotJson")]
    [InlineData("\uFEFF{\"positions\":[]}", "DossierNotJson")]
    [InlineData("[]", "DossierDefect")]
    [InlineData("5", "DossierDefect")]
    [InlineData("{}", "DossierDefect")]
    [InlineData("{\"positions\":{\"count\":3}}", "DossierDefect")]
    [InlineData("{\"positions\":\"none\"}", "DossierDefect")]
    [InlineData("{\"positions\":[{\"resolution_outcome\":[\"WIN\"]}]}", "DossierDefect")]
    [InlineData("{\"positions\":[{\"market_slug\":{\"a\":1}}]}", "DossierDefect")]
    [InlineData("{\"positions\":[{\"position_remaining\":\"many\"}]}", "DossierDefect")]
    [InlineData("{\"positions\":[{\"total_cost\":1e308},{\"total_cost\":1e308}]}", "DossierDefect")]
    [InlineData("{\"positions\":[{\"price_at_entry\":1,\"price_1h_before_entry\":1e-320}]}", "DossierDefect")]
    public async Task Bad_dossiers_are_errors_that_leave_nothing_behind(string text, string code)
    {
        var path = Write("bad/dossier.json", text);

        var error = await Assert.ThrowsAsync<Failure>(() => Scan(path));

        Assert.Equal(code, error.Code);
        Assert.False(error.CanPass);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    [Fact]
    public async Task A_defect_is_named_by_its_place()
    {
        var path = Write("bad/dossier.json", """{"positions":{"positions":[{},{"position_remaining":"many"}]}}""");

        var error = await Assert.ThrowsAsync<Failure>(() => Scan(path));

        Assert.Contains("positions.positions[1].position_remaining: a number was expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_files_and_folders_are_told_apart()
    {
        Assert.Equal("DossierNotFound", (await Assert.ThrowsAsync<Failure>(() => Scan(Path.Combine(_folder, "none.json")))).Code);
        Assert.Equal("DossierNotFound", (await Assert.ThrowsAsync<Failure>(() => Scan(Path.Combine(_folder, "none", "none.json")))).Code);
        Assert.Equal("DossierIsFolder", (await Assert.ThrowsAsync<Failure>(() => Scan(_folder))).Code);
    }

    [Fact]
    public async Task An_output_root_that_is_a_file_is_an_error()
    {
        Write("out", "a file");

        Assert.Equal("RunRootNotWritable", (await Assert.ThrowsAsync<Failure>(() => Scan(Golden("dossier0003")))).Code);
    }

    [Fact]
    public async Task Entries_that_are_no_positions_are_left_out_with_a_warning()
    {
        var root = await Scan(Write("odd/dossier.json", """{"positions":[5,{"entry_price":0.5},null]}"""));

        Assert.Contains(root.Warnings, w => w.StartsWith("2 entries", StringComparison.Ordinal));
        Assert.Equal(1, Read(root, "coverage_reconciliation_report.json")["totals"]!["positions_total"]!.Number);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing_behind()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scan(Golden("dossier0006"), cancel: cancelled.Token));

        Assert.False(Directory.Exists(Path.Combine(_folder, "out")));
    }

    private static string Golden(params string[] parts)
    {
        var path = Path.Combine([Repository.Golden, .. parts]);
        return Directory.Exists(path) ? Path.Combine(path, "dossier.json") : path;
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

    private static JsonValue Read(ScannedRunRoot root, string name) => JsonText.Parse(File.ReadAllBytes(Path.Combine(root.FullPath, name)));

    private static Dictionary<string, byte[]> Contents(ScannedRunRoot root) =>
        Directory.GetFiles(root.FullPath).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<ScannedRunRoot> Scan(
        string dossier, int hours = 0, bool force = false, SegmentTableSource? table = null, CancellationToken? cancel = null)
    {
        var scanner = await DossierScanner.CreateAsync(
            new("out", Path.Combine(_folder, "out")), table ?? SegmentTableSource.BuiltIn("original")!, force, new At(hours), Cancel);
        return await scanner.ScanAsync(new(dossier, dossier), cancel ?? Cancel);
    }

    private sealed class At(int hours) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddHours(hours);
    }
}
