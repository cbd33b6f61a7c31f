using System.Globalization;
using PolyTool.Benchmarks.Batches;

namespace PolyTool.Benchmarks.Import;

/// <summary>
/// What importing the module costs over importing an empty module in a real pwsh: the median of fresh processes each, taken
/// in turns so that a busy machine slows both.
/// </summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Runs = 10;
    private const double LimitMilliseconds = 50;

    public string Name => "import";

    public string Summary => $"import of the module over an empty one, at most {LimitMilliseconds} ms, median of {Runs} fresh pwsh processes each";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var empty = WriteEmptyModule();
        var module = Path.Join(FreshPwsh.ModuleFolder, "PolyTool.psd1");
        try
        {
            // The first of each warms the disk cache and does not count.
            await ImportAsync(empty, cancellationToken);
            await ImportAsync(module, cancellationToken);
            List<double> emptyTimes = [];
            List<double> moduleTimes = [];
            for (var i = 0; i < Runs; i++)
            {
                emptyTimes.Add(await ImportAsync(empty, cancellationToken));
                moduleTimes.Add(await ImportAsync(module, cancellationToken));
            }
            var cost = Statistics.Median(moduleTimes) - Statistics.Median(emptyTimes);
            Console.WriteLine($"empty module: {Text(Statistics.Median(emptyTimes))} ms");
            Console.WriteLine($"PolyTool:     {Text(Statistics.Median(moduleTimes))} ms");
            Console.WriteLine($"cost:         {Text(cost)} ms (limit {LimitMilliseconds} ms)");
            return cost <= LimitMilliseconds ? 0 : 1;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(empty)!, recursive: true);
        }
    }

    private static string WriteEmptyModule()
    {
        var folder = Directory.CreateTempSubdirectory("polytool-empty-").FullName;
        File.WriteAllText(Path.Join(folder, "Empty.psm1"), "");
        var manifest = Path.Join(folder, "Empty.psd1");
        File.WriteAllText(manifest, "@{ RootModule = 'Empty.psm1'; ModuleVersion = '1.0'; FunctionsToExport = @(); CmdletsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }");
        return manifest;
    }

    private static async Task<double> ImportAsync(string manifest, CancellationToken cancellationToken)
    {
        var script = $"$clock = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{manifest.Replace("'", "''", StringComparison.Ordinal)}' -ErrorAction Stop; $clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)";
        return double.Parse(await FreshPwsh.RunAsync(script, cancellationToken), CultureInfo.InvariantCulture);
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture).PadLeft(6);
}
