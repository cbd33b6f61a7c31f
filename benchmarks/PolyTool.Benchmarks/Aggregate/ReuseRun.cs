using System.Globalization;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>Aggregating the same run roots again, with what the first aggregation kept and without, in turns of one process.</summary>
internal sealed class ReuseRun(string folder, int count, int workers, int runs, bool small)
{
    public const string Option = "--reuse";

    // Run roots that are there already: those just written still keep the disk busy.
    public const string InOption = "--in";

    // For a profile of one of them.
    private const string OnlyOption = "--only";

    /// <summary>Measures and prints.</summary>
    public async Task RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var at = options.ToList().IndexOf(InOption);
        var roots = at >= 0 ? options[at + 1] : Path.Combine(folder, "roots");
        if (at < 0)
        {
            RunRootGenerator.Write(roots, count, small);
            foreach (var file in Directory.EnumerateFiles(roots, "*", SearchOption.AllDirectories))
            {
                // Long ago: what was written just now is not trusted by its time.
                File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(50));
            }
        }

        List<Timing> all = [];
        foreach (var evidence in new[] { null, EvidenceRule.Default })
        {
            var with = evidence is null ? "" : ", evidence";
            all.Add(new($"nothing kept{with}", () => AggregateAsync(roots, null, evidence, "plain", cancellationToken)));
            foreach (var check in new[] { ReuseCheck.Content, ReuseCheck.Time })
            {
                all.Add(new($"first, -Reuse {check}{with}", () =>
                {
                    Directory.CreateDirectory(Folder($"{check}{with.Length}").FullPath);
                    File.Delete(KeptPath($"{check}{with.Length}"));
                    return AggregateAsync(roots, check, evidence, $"{check}{with.Length}", cancellationToken);
                }));
                all.Add(new($"again, -Reuse {check}{with}", () => AggregateAsync(roots, check, evidence, $"{check}{with.Length}", cancellationToken)));
            }
        }

        var only = options.ToList().IndexOf(OnlyOption) is >= 0 and var named ? options[named + 1] : "";
        var found = Roots(roots, cancellationToken).Count;
        Print($"{found} run roots, {workers} workers, .NET {Environment.Version}, medians of {runs} runs in turns");
        for (var i = 0; i <= runs; i++)
        {
            foreach (var timing in all.Where(timing => i == 0 || timing.Name.Contains(only, StringComparison.Ordinal)))
            {
                // The first turn warms the cache and the code.
                await (i == 0 ? timing.WarmAsync() : timing.RunAsync());
            }
        }

        foreach (var timing in all.Where(timing => timing.Seconds.Count > 0))
        {
            Print($"{timing}  {1e6 * timing.MedianProcessor / found:F1} µs of processor time a run root");
        }

        Print($"kept: {new FileInfo(KeptPath("Time0")).Length / 1e6:F1} MB, with evidence {new FileInfo(KeptPath($"Time{", evidence".Length}")).Length / 1e6:F1} MB");
    }

    private string KeptPath(string id) => Path.Combine(Folder(id).FullPath, LeaderboardFileNames.Kept);

    private BatchFolder Folder(string id) => BatchFolder.New("out", id.Replace(", ", "-", StringComparison.Ordinal), folder, TimeProvider.System);

    private static IReadOnlyList<Core.Files.GivenPath> Roots(string roots, CancellationToken cancellationToken) => RunRootResolver.Children(new("roots", roots), cancellationToken).RunRoots;

    private async Task AggregateAsync(string roots, ReuseCheck? reuse, EvidenceRule? evidence, string id, CancellationToken cancellationToken)
    {
        AggregateRequest request = new() { Folder = Folder(id), RunRoots = Roots(roots, cancellationToken), Workers = workers, Force = true, Evidence = evidence, Reuse = reuse };
        await foreach (var step in new BatchRunner(request).RunAsync(cancellationToken))
        {
            if (step is BatchWarning warning)
            {
                throw new InvalidOperationException(warning.Message);
            }
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
