using PolyTool.Core.Batches;
using PolyTool.Hosting;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>
/// Each cmdlet that reads files of strangers, with each of those files in each way that it can be wrong: the cmdlet ends soon, and what it
/// says of it has an id of the table and a text that is fit to be shown.
/// </summary>
public sealed class FilesOfStrangersTests : IClassFixture<RightFiles>, IDisposable
{
    private const int LongestMessage = 4000;
    private static readonly HashSet<string> s_ids = [.. ErrorTable.Ids];
    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public FilesOfStrangersTests(RightFiles right)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes and devices are not files there.");
        _folder.Copy(right.Folder, ".");
        _engine = new HostedEngine { Location = _folder.Path };
    }

    /// <summary>A cmdlet, and the files that it reads.</summary>
    public static TheoryData<string, string> Calls => new()
    {
        { "Get-HypothesisLeaderboard out", "out/*/a/hypothesis_leaderboard.json|out/*/a/segment_evidence.json|out/*/a/batch_manifest.json" },
        { "Get-BatchUser out", "out/*/a/per_user_results.json|out/*/a/hypothesis_leaderboard.json" },
        { "Get-BatchRun out", "out/*/a/batch_manifest.json|out/*/a/segment_evidence.json" },
        { "Get-SegmentEvidence out *", "out/*/a/segment_evidence.json|roots/gus/segment_statistics.json" },
        { "Export-HypothesisLeaderboard out x.html -Force", "out/*/a/hypothesis_leaderboard.json|out/*/a/segment_evidence.json|out/*/a/per_user_results.json|out/*/a/batch_manifest.json" },
        { "Compare-HypothesisLeaderboard a b -OutputRoot out", "out/*/b/hypothesis_leaderboard.json|out/*/b/segment_evidence.json|out/*/b/batch_manifest.json" },
        { "New-HypothesisSet a new.json -OutputRoot out -Force", "out/*/a/hypothesis_leaderboard.json|out/*/a/segment_evidence.json|out/*/a/batch_manifest.json" },
        { "Test-Hypothesis set.json b -OutputRoot out", "set.json|out/*/b/hypothesis_leaderboard.json|out/*/b/segment_evidence.json|out/*/b/batch_manifest.json" },
        { "Test-RunRoot roots/gus", "roots/gus/hypothesis_candidates.json|roots/gus/coverage_reconciliation_report.json|roots/gus/segment_statistics.json|roots/gus/run_manifest.json" },
        { "Resolve-RunRoot roots -Recurse", "roots/gus/hypothesis_candidates.json|roots/gus/run_manifest.json" },
        { "Invoke-BatchRun -AggregateOnly -RunRoots list.txt -OutputRoot new", "list.txt" },
        { "Invoke-BatchRun -UsersFile users.txt -ScanScript { param($user) \"roots/$user\" } -OutputRoot new", "users.txt" },
        { "Invoke-BatchRun -UsersFile users.txt -ScanScript { param($user) \"roots/$user\" } -OutputRoot scanned -BatchId j -Resume", "scanned/*/j/batch_journal.jsonl" },
        { "Invoke-UserScan -Dossier dossier.json -OutputRoot new -Force", "dossier.json" },
        { "Invoke-UserScan -Dossier dossier.json -SegmentTable table.json -OutputRoot new -Force", "table.json" },
    };

    public void Dispose()
    {
        _engine?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Whatever_stands_in_a_files_place_is_told_in_our_words(string call, string files)
    {
        List<string> wrong = [];
        foreach (var path in files.Split('|').Select(Find))
        {
            Check(call, path, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("hypothesis_candidates.json")]
    [InlineData("coverage_reconciliation_report.json")]
    [InlineData("segment_statistics.json")]
    [InlineData("run_manifest.json")]
    public void A_bad_run_root_costs_its_user_and_the_board_is_read_by_all(string name)
    {
        List<string> wrong = [];
        var path = Find($"roots/gus/{name}");
        var right = File.ReadAllBytes(path);
        foreach (var (kind, make) in HostileFiles.All)
        {
            Put(path, right, make);
            // Anew each time: a batch lies below its day, and one id on two days would be two batches.
            var run = _engine.Run("Remove-Item new -Recurse -ErrorAction Ignore; Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot new -BatchId n");
            wrong.AddRange(Wrong(run).Select(what => $"{kind}: {what}"));
            if (run.Output.Select(static o => o.BaseObject).OfType<BatchRun>().SingleOrDefault() is not { UsersSucceeded: >= 2 })
            {
                wrong.Add($"{kind}: the others have no board");
            }

            var reading = _engine.Run("Get-HypothesisLeaderboard new; Get-BatchUser new; Get-SegmentEvidence new *; Export-HypothesisLeaderboard new new.html -Force; New-HypothesisSet new new.json -Force; Compare-HypothesisLeaderboard n n -OutputRoot new");
            wrong.AddRange(reading.ErrorIds.Select(id => $"{kind}: then {id}"));
            Remove(path);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private string Find(string pattern)
    {
        var path = _folder.Path;
        foreach (var part in pattern.Split('/'))
        {
            path = part == "*" ? Directory.GetDirectories(path).Single() : Path.Join(path, part);
        }

        return path;
    }

    private void Check(string call, string path, List<string> wrong)
    {
        var right = File.ReadAllBytes(path);
        foreach (var (kind, make) in HostileFiles.All)
        {
            Put(path, right, make);
            wrong.AddRange(Wrong(_engine.Run(call)).Select(what => $"{Path.GetFileName(path)} {kind}: {what}"));
            Remove(path);
        }

        File.WriteAllBytes(path, right);
    }

    private static void Put(string path, byte[] right, Action<string, byte[]> make)
    {
        Remove(path);
        make(path, right);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            Directory.Delete(path);
        }

        File.Delete(path);
        File.Delete(path + ".pipe");
    }

    private static IEnumerable<string> Wrong(EngineRun run)
    {
        foreach (var id in run.ErrorIds.Where(static id => !s_ids.Contains(id)))
        {
            yield return $"the id {id}: {run.Terminating?.Message ?? string.Join("; ", run.Errors.Select(static e => e.Exception.ToString()))}";
        }

        if (run.Terminating is not null and not System.Management.Automation.IContainsErrorRecord)
        {
            yield return run.Terminating.ToString();
        }

        foreach (var said in run.Errors.Select(static e => e.ToString()).Concat(run.Warnings).Append(run.Terminating?.Message ?? ""))
        {
            if (said.Length > LongestMessage || said.Any(static c => char.IsControl(c) && c != '\n') || said.Contains('\u202e', StringComparison.Ordinal))
            {
                yield return $"the text '{said}'";
            }
        }
    }
}
