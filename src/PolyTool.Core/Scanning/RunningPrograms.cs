using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PolyTool.Core.Scanning;

/// <summary>
/// Programs that scan now. Where this process is asked to end at once (SIGTERM, a closed terminal), nobody cancels scans any
/// more, and what they started would go on by itself.
/// </summary>
internal sealed class RunningPrograms : IDisposable
{
    private static readonly ConcurrentDictionary<RunningPrograms, byte> s_running = new();
    private static readonly Lazy<PosixSignalRegistration[]> s_signals = new(static () =>
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndAll),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, EndAll),
    ]);

    private readonly Process _process;

    /// <summary>Keeps account of a program until disposed of.</summary>
    public RunningPrograms(Process process)
    {
        _process = process;
        s_running.TryAdd(this, 0);
        _ = s_signals.Value;
    }

    public void Dispose() => s_running.TryRemove(this, out _);

    // What the signal does to this process is left as it is.
    private static void EndAll(PosixSignalContext signal)
    {
        foreach (var program in s_running.Keys)
        {
            try
            {
                program._process.Kill(entireProcessTree: true);
            }
            catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
            {
                // It has ended, or the system does not let us end it.
            }
        }
    }
}
