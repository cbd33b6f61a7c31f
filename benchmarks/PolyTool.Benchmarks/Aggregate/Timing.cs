using System.Diagnostics;
using System.Globalization;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>One thing that is measured several times.</summary>
internal sealed class Timing(string name, Func<Task> action)
{
    private readonly List<double> _seconds = [];
    private readonly List<double> _processor = [];

    /// <summary>What is measured.</summary>
    public string Name { get; } = name.Trim();

    /// <summary>What each run took, in order.</summary>
    public IReadOnlyList<double> Seconds => _seconds;

    public double Median => MedianOf(_seconds);

    /// <summary>Processor seconds, all threads together: what is left to compare where other work takes the processors.</summary>
    public double MedianProcessor => MedianOf(_processor);

    // Of each run, how many processors it kept busy.
    private List<double> Busy => [.. _processor.Zip(_seconds, static (processor, seconds) => processor / seconds)];

    /// <summary>Each run over the run of the other in the same turn, ascending.</summary>
    public double[] Over(Timing other) => [.. _seconds.Zip(other._seconds, static (over, under) => over / under).Order()];

    /// <summary>The same of processor seconds.</summary>
    public double[] ProcessorOver(Timing other) => [.. _processor.Zip(other._processor, static (over, under) => over / under).Order()];

    /// <summary>Runs it without counting it.</summary>
    public Task WarmAsync() => action();

    /// <summary>Runs it once more.</summary>
    public async Task RunAsync()
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await action();
        _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        _processor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34} {Median,8:F3} s   ({_seconds.Min():F3} to {_seconds.Max():F3}; processor {MedianProcessor:F3} s, {MedianOf(Busy):F2} cores busy)");

    private static double MedianOf(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
