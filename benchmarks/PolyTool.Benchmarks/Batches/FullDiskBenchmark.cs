using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Tests.Batches;

namespace PolyTool.Benchmarks.Batches;

/// <summary>Batches on a disk that is full at random writes; needs root, which mounts the disk.</summary>
internal sealed class FullDiskBenchmark : IBenchmark
{
    public string Name => "full";

    public string Summary => "Batches on a disk that is full at random writes (100 seeds each way, or --seeds N), resumed, all bytes compared. Needs root on Linux.";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var seeds = options is ["--seeds", var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 100;
        foreach (var isDirect in new[] { false, true })
        {
            var start = Stopwatch.GetTimestamp();
            using FullDiskBatches batches = new(Path.Combine(ModuleFolder.Root(), "samples"), isDirect);
            for (var seed = 1; seed <= seeds; seed++)
            {
                if (await batches.RunAsync(seed, cancellationToken) is { } wrong)
                {
                    Console.WriteLine(wrong);
                    return 1;
                }
            }

            Console.WriteLine($"{(isDirect ? "direct scans" : "a program")}: {seeds} batches, {batches.Refused} attempts met a full disk, {batches.Resumed} went on with a journal, {batches.Torn} of them with a torn line; all bytes as those of a batch that had room; {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        }

        return 0;
    }
}
