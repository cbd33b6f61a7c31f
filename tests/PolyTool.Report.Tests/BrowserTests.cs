using System.Diagnostics;
using PolyTool.Benchmarks.Exports;
using PolyTool.Core.Exports;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.Report.Tests;

/// <summary>
/// What only a browser can tell: headless Chromium at three widths in both colour schemes, by keyboard, without scripts, on
/// paper. <c>POLYTOOL_SCREENSHOTS</c> names a folder that keeps the pictures.
/// </summary>
public class BrowserTests
{
    private static readonly string[] s_browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static TheoryData<string> Boards => ["sample", "plain", "user means", "hostile", "empty", "one user"];

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task A_report_is_quiet_accessible_and_works_by_keyboard(string name)
    {
        using ScratchFolder scratch = new();
        var report = scratch.Find("report.html");
        await File.WriteAllBytesAsync(report, await Render.BytesAsync(Board(name), ExportFormat.Html), TestContext.Current.CancellationToken);
        await CheckAsync(report, name == "sample" ? "full" : "quick", name == "sample" ? Environment.GetEnvironmentVariable("POLYTOOL_SCREENSHOTS") ?? "" : "");
    }

    [Fact]
    public async Task A_large_board_shows_its_first_rows_and_the_others_on_demand()
    {
        using ScratchFolder scratch = new();
        var report = scratch.Find("report.html");
        var leaderboard = new LargeBatch(1200, 300, seed: 6).Write(scratch.Find("batch"));
        await LeaderboardExport.WriteAsync(new(SavedBatch.Open(leaderboard, TestContext.Current.CancellationToken).ReadBoard(TestContext.Current.CancellationToken), ExportFormat.Html), report, TestContext.Current.CancellationToken);
        await CheckAsync(report, "large", "");
    }

    private static async Task CheckAsync(string report, string extent, string shots)
    {
        var folder = Checkout.Find("tests", "PolyTool.Report.Tests", "browser");
        var browser = s_browsers.FirstOrDefault(File.Exists);
        Assert.SkipWhen(browser is null, "No Chromium here: apt-get install chromium.");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "axe-core")), $"No playwright-core and axe-core here: npm install --prefix {folder}");
        using var node = Process.Start(new ProcessStartInfo("node", ["check.mjs", browser!, report, extent, shots]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, output + await errors);
    }

    internal static ExportBoard Board(string name) => name switch
    {
        "sample" => SampleBoard.Make(),
        "plain" => SampleBoard.WithoutEvidence(SampleBoard.Make()),
        "user means" => SampleBoard.OfUserMeans(SampleBoard.Make()),
        "hostile" => HostileBoard.Make(),
        "empty" => SampleBoard.Make(users: 0, failures: 0),
        "one user" => SampleBoard.Make(users: 1, failures: 0),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
