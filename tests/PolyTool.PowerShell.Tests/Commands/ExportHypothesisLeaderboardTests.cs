using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Export-HypothesisLeaderboard on a batch that the original wrote.</summary>
public sealed class ExportHypothesisLeaderboardTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine = new();

    public ExportHypothesisLeaderboardTests()
    {
        _folder.Copy(Checkout.Find("tests", "golden", "batch01", "out"), "out");
        _engine.Location = _folder.Path;
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("report.html", "<!DOCTYPE html>")]
    [InlineData("board.csv", "batch_id,created_at,rank,segment_key")]
    [InlineData("board.md", "# PolyTool leaderboard")]
    [InlineData("board.JSON", "{\n  \"batch_id\": \"batch01\"")]
    [InlineData("board.parquet", "PAR1")]
    public void The_ending_says_the_form(string file, string start)
    {
        var written = _engine.Run($"Export-HypothesisLeaderboard out {file} -PassThru").Succeeded().Single<FileInfo>();
        Assert.Equal(_folder.Find(file), written.FullName);
        Assert.StartsWith(start, File.ReadAllText(written.FullName), StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Format_goes_before_the_ending()
    {
        _engine.Run("Export-HypothesisLeaderboard board.txt -Batch out -Format Csv").Succeeded();
        Assert.StartsWith("batch_id,", File.ReadAllText(_folder.Find("board.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_the_pipeline_are_exported_in_their_order()
    {
        _engine.Run("Get-HypothesisLeaderboard out -RankBy Segment -Top 3 | Export-HypothesisLeaderboard board.csv").Succeeded();
        var lines = File.ReadAllLines(_folder.Find("board.csv"));
        Assert.Equal(4, lines.Length);
        Assert.Equal(["1", "2", "3"], lines.Skip(1).Select(static l => l.Split(',')[2]));
        string[] keys = [.. lines.Skip(1).Select(static l => l.Split(',')[3])];
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Theory]
    [InlineData("Get-BatchRun out | Export-HypothesisLeaderboard board.csv")]
    [InlineData("'out' | Export-HypothesisLeaderboard board.csv")]
    [InlineData("Export-HypothesisLeaderboard out/2026-02-20/batch01 board.csv")]
    [InlineData("Export-HypothesisLeaderboard -Path board.csv -Batch out/2026-02-20/batch01/hypothesis_leaderboard.json")]
    public void A_batch_is_found_from_what_users_give(string script)
    {
        _engine.Run(script).Succeeded();
        Assert.True(File.Exists(_folder.Find("board.csv")));
    }

    [Fact]
    public void An_existing_file_stays_without_Force()
    {
        _folder.Write("board.csv", "precious");
        Assert.Equal("ExportFileExists", _engine.Run("Export-HypothesisLeaderboard out board.csv").ErrorIds.Single());
        Assert.Equal("precious", File.ReadAllText(_folder.Find("board.csv")));
        _engine.Run("Export-HypothesisLeaderboard out board.csv -Force").Succeeded();
        Assert.StartsWith("batch_id,", File.ReadAllText(_folder.Find("board.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("board.xlsx", "out", "ExportFormatUnknown")]
    [InlineData("out", "out", "ExportFormatUnknown")]
    [InlineData("folder.html", "out", "ExportPathIsFolder")]
    [InlineData("absent/board.csv", "out", "ExportFolderNotFound")]
    [InlineData("board.csv", "absent", "PathNotFound")]
    [InlineData("board.csv", "wrong", "NotALeaderboard")]
    [InlineData("Env:board.csv", "out", "PathNotFileSystem")]
    public void What_cannot_be_done_is_an_error_and_leaves_nothing(string path, string batch, string error)
    {
        Directory.CreateDirectory(_folder.Find("folder.html"));
        _folder.Write("wrong/hypothesis_leaderboard.json", "{}");
        var before = Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories);
        var run = _engine.Run($"Export-HypothesisLeaderboard {batch} {path}");
        Assert.Equal(error, run.ErrorIds.Single());
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Damaged_evidence_is_an_error_and_leaves_nothing()
    {
        _folder.Write("out/2026-02-20/batch01/segment_evidence.json", "{\"form\": 1, \"segments\": 5}");
        Assert.Equal("EvidenceUnreadable", _engine.Run("Export-HypothesisLeaderboard out board.csv").ErrorIds.Single());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Rows_of_two_batches_are_refused()
    {
        _folder.Copy(Checkout.Find("tests", "golden", "batch04", "out"), "more");
        var run = _engine.Run("Get-HypothesisLeaderboard out, more | Export-HypothesisLeaderboard board.csv");
        Assert.Equal("ExportNeedsOneBatch", run.ErrorIds.Single());
        Assert.Contains("these come from 2", run.Errors.Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "This system has no folder that refuses every file.");
        var run = _engine.Run("Export-HypothesisLeaderboard out /proc/board.csv");
        Assert.Equal("ExportWriteFailed", run.ErrorIds.Single());
    }

    [Fact]
    public void A_link_that_was_planted_for_the_temporary_file_is_not_followed()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no /dev/full.");
        _folder.Write("board.csv", "precious");
        File.CreateSymbolicLink(_folder.Find(".board.csv.tmp"), "/dev/full");
        _engine.Run("Export-HypothesisLeaderboard out board.csv -Force").Succeeded();
        Assert.NotEqual("precious", File.ReadAllText(_folder.Find("board.csv")));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        var run = _engine.Run("Export-HypothesisLeaderboard out board.csv -WhatIf").Succeeded();
        Assert.Empty(run.Output);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void No_rows_write_no_file_and_warn()
    {
        var run = _engine.Run("Get-HypothesisLeaderboard out -Segment 'no:such' | Export-HypothesisLeaderboard board.csv").Succeeded();
        Assert.Equal(2, run.Warnings.Count);
        Assert.StartsWith("There is no segment 'no:such'.", run.Warnings[0], StringComparison.Ordinal);
        Assert.Equal("Nothing came in, so nothing was exported.", run.Warnings[1]);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Every_form_has_the_same_bytes_in_every_culture()
    {
        foreach (var ending in new[] { "html", "csv", "md", "json", "parquet" })
        {
            foreach (var culture in new[] { "en-US", "de-DE", "tr-TR", "ar-SA" })
            {
                // The script's own thread, and what it starts: a culture of the whole process would be other tests' too.
                _engine.Run($"[Threading.Thread]::CurrentThread.CurrentCulture = '{culture}'; Export-HypothesisLeaderboard out {culture}.{ending}").Succeeded();
                Assert.Equal(File.ReadAllBytes(_folder.Find($"en-US.{ending}")), File.ReadAllBytes(_folder.Find($"{culture}.{ending}")));
            }
        }
    }
}
