using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.Batches;

/// <summary>Run roots that come, go and change between one aggregation and the next, under a clock of their own.</summary>
internal sealed class ReuseWorld : IDisposable
{
    /// <summary>What can happen to a run root.</summary>
    public const int Happenings = 17;

    private static readonly DateTime s_now = Leaderboards.GoldenCase.Clock.UtcDateTime;
    private static readonly byte[] s_segments = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "golden", "scan01", "run_root", RunRootFileNames.Segments));

    private int _changes;

    public TestBatch Batch { get; } = new();

    public string Roots => Path.Combine(Batch.Folder, "roots");

    public void Dispose() => Batch.Dispose();

    public string RootOf(int number) => Path.Combine(Roots, $"r{number:d2}");

    /// <summary>Makes a run root anew, changed long before the batch.</summary>
    public void Add(int number, int kind)
    {
        Remove(number);
        var root = Path.Combine(Batch.Folder, Batch.RunRoot($"r{number:d2}"));
        ShardWorld.WriteCandidates(root, kind);
        if (kind % 3 != 0)
        {
            File.WriteAllBytes(Path.Combine(root, SegmentStatistics.FileName), ShardWorld.Statistics(kind));
        }

        SetTimes(root);
    }

    public void Remove(int number)
    {
        var root = RootOf(number);
        if (new DirectoryInfo(root).LinkTarget is not null)
        {
            // What it led to may be gone, and then it is no folder.
            File.Delete(root);
        }
        else if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Lets something happen to a run root, which is made where it is missing.</summary>
    public void Happen(int what, int number, int kind)
    {
        var root = RootOf(number);
        if (!Directory.Exists(root) || what == 0)
        {
            Add(number, kind);
            return;
        }

        switch (what)
        {
            case 1:
                Remove(number);
                return;
            case 2:
                ShardWorld.WriteCandidates(root, kind);
                break;
            case 3:
                File.WriteAllText(Path.Combine(root, RunRootFileNames.Candidates), kind % 2 == 0 ? "{" : "{\"candidates\": [{\"segment_key\": 1}]}");
                break;
            case 4:
                File.Delete(Path.Combine(root, RunRootFileNames.Coverage));
                break;
            case 5:
                File.WriteAllText(Path.Combine(root, RunRootFileNames.Coverage), FormattableString.Invariant($"{{\"clv_coverage\": {{\"coverage_rate\": 0.{kind + 1}}}}}"));
                break;
            case 6:
                File.WriteAllBytes(Path.Combine(root, SegmentStatistics.FileName), ShardWorld.Statistics(kind));
                break;
            case 7:
                File.Delete(Path.Combine(root, SegmentStatistics.FileName));
                break;
            case 8:
                File.WriteAllText(Path.Combine(root, SegmentStatistics.FileName), "[]" + new string(' ', kind));
                break;
            case 9:
                File.WriteAllBytes(Path.Combine(root, RunRootFileNames.Segments), s_segments);
                break;
            case 10:
                // Touched.
                break;
            case 11:
                // As many bytes, and the time of the one before it: written within the file system's clock.
                Rewrite(Path.Combine(root, RunRootFileNames.Candidates), s_now);
                return;
            case 12:
                File.WriteAllText(Path.Combine(root, RunRootFileNames.Coverage), "");
                break;
            case 13:
                // Its words are hidden a second time where they are shown a second time.
                File.WriteAllText(Path.Combine(root, RunRootFileNames.Coverage), """{"clv_coverage": {"coverage_rate": ";://a&key=foo/bar'@token=p/q'@token=r/s'@token=t/u'@z"}}""");
                break;
            case 14:
                // A link that leads nowhere is no file.
                File.Delete(Path.Combine(root, SegmentStatistics.FileName));
                File.CreateSymbolicLink(Path.Combine(root, SegmentStatistics.FileName), Path.Combine(root, "nowhere"));
                return;
            case 15:
                // A link that leads to one of two files that look alike.
                File.Delete(Path.Combine(root, RunRootFileNames.Coverage));
                File.CreateSymbolicLink(Path.Combine(root, RunRootFileNames.Coverage), Alike(kind % 2));
                return;
            default:
                // Another name of the next one.
                var next = RootOf(number + 1);
                if (Directory.Exists(next) && new DirectoryInfo(next).LinkTarget is null)
                {
                    Remove(number);
                    Directory.CreateSymbolicLink(root, next);
                }

                return;
        }

        SetTimes(root);
    }

    private string Alike(int number)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(Batch.Folder, "alike")).FullName, $"{number}.json");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, $$$"""{"clv_coverage": {"coverage_rate": 0.{{{number + 1}}}}}""");
            File.SetLastWriteTimeUtc(path, s_now.AddDays(-1));
        }

        return path;
    }

    /// <summary>Changes one digit of a file and gives it a time.</summary>
    public static void Rewrite(string path, DateTime time)
    {
        if (File.Exists(path))
        {
            var bytes = File.ReadAllBytes(path);
            var digit = bytes.AsSpan().LastIndexOf("10."u8);
            if (digit >= 0)
            {
                bytes[digit + 1] = (byte)(bytes[digit + 1] == '0' ? '1' : '0');
            }

            File.WriteAllBytes(path, bytes);
            File.SetLastWriteTimeUtc(path, time);
        }
    }

    /// <summary>An aggregation of all run roots that are there.</summary>
    public AggregateRequest Aggregation(ReuseCheck? reuse, bool evidence = true, int workers = 2, string id = "b")
    {
        var output = reuse is null ? "plain" : "kept";
        return new()
        {
            Folder = BatchFolder.Of(output, id, Leaderboards.GoldenCase.Clock, Batch.Folder),
            RunRoots = RunRootResolver.Children(new("roots", Directory.CreateDirectory(Roots).FullName), TestBatch.Token).RunRoots,
            Evidence = evidence ? EvidenceRule.Default with { BootstrapSamples = 50, PlaceboBoards = 5, MinUsers = 2, MinEvents = 2, MinPositions = 2, MinDays = 1 } : null,
            Workers = workers,
            Force = true,
            Reuse = reuse,
            Time = new Clock(),
        };
    }

    /// <summary>Aggregates with and without reuse, asks that both are alike, and answers what the first told.</summary>
    public async Task<List<BatchEvent>> SameAsync(ReuseCheck reuse, bool evidence = true, int workers = 2, string id = "b")
    {
        var events = await TestBatch.RunAsync(Aggregation(reuse, evidence, workers, id));
        var plain = await TestBatch.RunAsync(Aggregation(null, evidence, id: id));
        Assert.Equal(Rows(plain), Rows(events));
        var (kept, whole) = (Aggregation(reuse, id: id).Folder.FullPath, Aggregation(null, id: id).Folder.FullPath);
        string[] names = [.. Directory.GetFiles(whole).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, Directory.GetFiles(kept).Select(path => Path.GetFileName(path)).Except([LeaderboardFileNames.Kept]).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            Assert.Equal(Read(whole, name), Read(kept, name));
        }

        return events;
    }

    public static BatchRun RunOf(List<BatchEvent> events) => Assert.IsType<BatchFinished>(events[^1]).Run;

    private static string Read(string root, string name) =>
        File.ReadAllText(Path.Combine(root, name)).Replace("plain/", "<output>/", StringComparison.Ordinal).Replace("kept/", "<output>/", StringComparison.Ordinal);

    // What is said of each user, and warnings but for those of the file that is kept.
    private static IEnumerable<object> Rows(List<BatchEvent> events) => events.Select(static e => e switch
    {
        UserFinished user => user with { Elapsed = default },
        BatchWarning warning when !warning.Message.Contains("last aggregation", StringComparison.Ordinal) => (object)warning.Message,
        _ => "",
    }).Where(static said => said is not "");

    // Each change has a time of its own, long past.
    private void SetTimes(string root)
    {
        _changes++;
        foreach (var file in Directory.GetFiles(root))
        {
            File.SetLastWriteTimeUtc(file, s_now.AddDays(-10).AddSeconds(_changes));
        }
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Leaderboards.GoldenCase.Clock;
    }
}
