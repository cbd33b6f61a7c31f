using System.Diagnostics;
using System.Globalization;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>One thing that is measured several times.</summary>
internal sealed class Timing(string name, Func<Task> action)
{
    private readonly List<double> _seconds = [];
    private TimeSpan _processor;

    /// <summary>What each run took, in order.</summary>
    public IReadOnlyList<double> Seconds => _seconds;

    public double Median => _seconds.Order().ElementAt(_seconds.Count / 2);

    /// <summary>Runs it once more.</summary>
    public async Task RunAsync()
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await action();
        _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        _processor += Process.GetCurrentProcess().TotalProcessorTime - before;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-34} {Median,8:F3} s   ({_seconds.Min():F3} to {_seconds.Max():F3}; processor {_processor.TotalSeconds / _seconds.Count:F3} s)");
}
