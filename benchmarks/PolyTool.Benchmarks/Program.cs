using PolyTool.Benchmarks;

IBenchmark[] benchmarks =
[
    .. typeof(IBenchmark).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IBenchmark)))
        .Select(t => (IBenchmark)Activator.CreateInstance(t)!)
        .OrderBy(b => b.Name, StringComparer.Ordinal),
];
if (args is not [string name, .. string[] options] || Array.Find(benchmarks, b => b.Name == name) is not { } benchmark)
{
    Console.Error.WriteLine("usage: PolyTool.Benchmarks <benchmark> [options]");
    foreach (var one in benchmarks)
    {
        Console.Error.WriteLine($"  {one.Name,-12} {one.Summary}");
    }

    return 2;
}
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};
return await benchmark.RunAsync(options, cancellation.Token);
