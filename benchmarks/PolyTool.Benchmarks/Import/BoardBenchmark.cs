using System.Globalization;
using System.Text.Json;
using PolyTool.Benchmarks.Batches;
using PolyTool.Benchmarks.Exports;

namespace PolyTool.Benchmarks.Import;

/// <summary>
/// What a look at a large board takes in a real pwsh: the first one of a process, a second one, ten of its rows as a table, and
/// one more of their figures. On a busy machine the processor times say more than the others.
/// </summary>
internal sealed class BoardBenchmark : IBenchmark
{
    private const double LimitMilliseconds = 150;

    public string Name => "board";

    public string Summary => $"first Get-HypothesisLeaderboard of a process, at most {LimitMilliseconds} ms (--segments 5000 --users 200 --runs 9; --module <folder> for another module)";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        string Option(string name, string otherwise)
        {
            var at = options.ToList().IndexOf(name);
            return at >= 0 && at + 1 < options.Count ? options[at + 1] : otherwise;
        }

        int Number(string name, int otherwise) => int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

        var manifest = Path.Join(Path.GetFullPath(Option("--module", FreshPwsh.ModuleFolder)), "PolyTool.psd1");
        var folder = Directory.CreateTempSubdirectory("polytool-board-");
        try
        {
            new LargeBatch(Number("--segments", 5000), Number("--users", 200), seed: 6).Write(folder.FullName);
            Console.WriteLine(FormattableString.Invariant($"{folder.GetFiles().Sum(static f => f.Length) / 1e6:F1} MB of files; medians of fresh processes: wall, processor"));

            // The first run warms the disk cache and does not count.
            List<Dictionary<string, double[]>> runs = [];
            for (var i = 0; i <= Number("--runs", 9); i++)
            {
                runs.Add(JsonSerializer.Deserialize<Dictionary<string, double[]>>(await FreshPwsh.RunAsync(Script(manifest, folder.FullName), cancellationToken))!);
            }

            double Median(string step, int which) => Statistics.Median([.. runs.Skip(1).Select(run => run[step][which])]);
            foreach (var step in runs[0].Keys)
            {
                Console.WriteLine(FormattableString.Invariant($"{step,-28} {Median(step, 0),7:F1} ms {Median(step, 1),7:F1} ms"));
            }

            return Median("first look", 0) <= LimitMilliseconds ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What the clock itself needs is compiled by the step that does nothing.
    private static string Script(string manifest, string board) => $$"""
        $ErrorActionPreference = 'Stop'
        $process = [Diagnostics.Process]::GetCurrentProcess()
        $steps = [ordered]@{}
        function Measure-Step([string] $Name, [scriptblock] $Step) {
            $process.Refresh()
            $before = $process.TotalProcessorTime
            $clock = [Diagnostics.Stopwatch]::StartNew()
            . $Step
            $wall = $clock.Elapsed.TotalMilliseconds
            $process.Refresh()
            $steps[$Name] = $wall, ($process.TotalProcessorTime - $before).TotalMilliseconds
        }
        Measure-Step 'nothing' { $global:rows = 1 }
        Measure-Step 'import' { Import-Module {{FreshPwsh.Quoted(manifest)}} }
        Measure-Step 'first look' { $global:rows = Get-HypothesisLeaderboard {{FreshPwsh.Quoted(board)}} }
        Measure-Step 'second look' { $global:rows = Get-HypothesisLeaderboard {{FreshPwsh.Quoted(board)}} }
        Measure-Step 'a figure of ten rows' { $means = foreach ($row in $global:rows[0..9]) { $row.MeanCents } }
        Measure-Step 'a figure of all rows' { $means = foreach ($row in $global:rows) { $row.MeanCents } }
        Measure-Step 'ten rows as a table' { $table = $global:rows | Select-Object -First 10 | Out-String }
        ConvertTo-Json $steps -Compress
        """;
}
