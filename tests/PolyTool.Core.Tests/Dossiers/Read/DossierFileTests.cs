using PolyTool.Core.Failures;

namespace PolyTool.Core.Tests.Dossiers.Read;

/// <summary>Whose a dossier is, and what is wrong with one.</summary>
public sealed class DossierFileTests : DossierWorld
{
    [Fact]
    public async Task User_and_wallet_come_from_the_manifest_beside_a_dossier_without_header()
    {
        var root = await Scan(Golden("scan01", "run_root"));

        Assert.Equal("testuser", root.UserSlug);
        Assert.Equal("0xabababababababababababababababababababab", root.Wallet);
        Assert.Matches("^out/testuser/0xabababababababababababababababababababab/2026-03-01/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", root.Path);
        Assert.EndsWith(root.RunId, root.Path, StringComparison.Ordinal);
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
        Assert.False(Directory.Exists(Path.Combine(Folder, "out")));
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
        Assert.Equal("DossierNotFound", (await Assert.ThrowsAsync<Failure>(() => Scan(Path.Combine(Folder, "none.json")))).Code);
        Assert.Equal("DossierNotFound", (await Assert.ThrowsAsync<Failure>(() => Scan(Path.Combine(Folder, "none", "none.json")))).Code);
        Assert.Equal("DossierIsFolder", (await Assert.ThrowsAsync<Failure>(() => Scan(Folder))).Code);
    }

    [Fact]
    public async Task Entries_that_are_no_positions_are_left_out_with_a_warning()
    {
        var root = await Scan(Write("odd/dossier.json", """{"positions":[5,{"entry_price":0.5},null]}"""));

        Assert.Contains(root.Warnings, w => w.StartsWith("2 entries", StringComparison.Ordinal));
        Assert.Equal(1, Read(root, "coverage_reconciliation_report.json")["totals"]!["positions_total"]!.Number);
    }
}
