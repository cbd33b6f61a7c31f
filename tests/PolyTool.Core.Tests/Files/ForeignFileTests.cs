using System.Diagnostics;
using System.Text.RegularExpressions;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.Files;

public sealed partial class ForeignFileTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-foreign-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_is_larger_than_it_may_be_is_refused_unread()
    {
        var path = Path.Combine(_folder, "sparse");
        using (var file = File.Create(path))
        {
            file.SetLength(1L << 40);
        }

        Assert.Contains("larger than", Assert.Throws<IOException>(() => ForeignFile.ReadAllBytes(path, 1 << 20)).Message, StringComparison.Ordinal);
        Assert.Contains("larger than", Assert.Throws<IOException>(() => ForeignFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.Equal("hello"u8.ToArray(), ForeignFile.ReadAllBytes(Write("small", "hello"), 5));
        Assert.Throws<FileNotFoundException>(() => ForeignFile.ReadAllBytes(Path.Combine(_folder, "nowhere"), 5));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link to a pipe")]
    [InlineData("device")]
    [InlineData("empty")]
    public async Task What_is_no_file_of_bytes_is_nothing_to_read_and_never_waited_for(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind != "empty", "A folder there holds no pipes and devices.");
        var path = Make(kind, "it");
        await Task.Run(() => Assert.Empty(ForeignFile.ReadAllBytes(path, 5)), Cancel).WaitAsync(s_patience, Cancel);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link to a pipe")]
    [InlineData("device")]
    public async Task Batches_sets_and_tables_of_such_a_kind_are_told_by_name(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder there holds no pipes and devices.");
        await Told("NotALeaderboard", () => SavedBatch.Open(Path.GetDirectoryName(Make(kind, "a", "hypothesis_leaderboard.json"))!, Cancel).ReadBoard(Cancel));
        Write("b/hypothesis_leaderboard.json", """{"segments": []}""");
        Make(kind, "b", "segment_evidence.json");
        await Told("EvidenceUnreadable", () => SavedBatch.Open(Path.Combine(_folder, "b"), Cancel).ReadBoard(Cancel));
        await Told("NotAHypothesisSet", () => HypothesisSetFile.Read(Make(kind, "set.json")));
        await Told("SegmentTableInvalid", () => SegmentTables.LoadAsync(new(new GivenPath("table.json", Make(kind, "table.json"))), Cancel).GetAwaiter().GetResult());
    }

    [Fact]
    public void Nothing_else_in_the_core_reads_files()
    {
        var others = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "PolyTool.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetFileName(file) != "ForeignFile.cs")
            .Where(static file => Reading().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);
        Assert.Empty(others);
    }

    private static async Task Told(string code, Action read)
    {
        var failure = await Task.Run(() => Assert.Throws<Failure>(read), Cancel).WaitAsync(s_patience, Cancel);
        Assert.Equal(code, failure.Code);
    }

    private string Make(string kind, params string[] parts)
    {
        var path = Path.Combine([_folder, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        switch (kind)
        {
            case "pipe":
                Pipe(path);
                break;
            case "link to a pipe":
                Pipe(path + ".target");
                File.CreateSymbolicLink(path, path + ".target");
                break;
            case "device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            default:
                File.WriteAllText(path, "");
                break;
        }

        return path;
    }

    private static void Pipe(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex(@"\bFile\.(?:ReadAll|ReadLines|OpenRead|OpenText|OpenHandle)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Reading();
}
