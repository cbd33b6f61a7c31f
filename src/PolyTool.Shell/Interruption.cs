using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace PolyTool.Shell;

/// <summary>Ctrl-C and SIGTERM stop the pipeline, so that cmdlets clean up; a second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations;
    private Pipeline? _running;
    private int _exitCode = -1;

    public Interruption()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, s => Stop(s, Shell.ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, s => Stop(s, Shell.ExitCode.Terminated)),
        ];
    }

    /// <summary>What to answer, or null where nobody interrupted.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is >= 0 and int code ? code : null;

    /// <summary>Names the pipeline to stop, until the answer is disposed.</summary>
    public IDisposable Watch(Pipeline pipeline)
    {
        Volatile.Write(ref _running, pipeline);
        return new Watched(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _registrations.ForEach(r => r.Dispose());

    private void Stop(PosixSignalContext signal, int code)
    {
        if (Interlocked.CompareExchange(ref _exitCode, code, -1) != -1)
            return;
        signal.Cancel = true;
        Volatile.Read(ref _running)?.StopAsync();
    }

    private sealed class Watched(Interruption owner) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref owner._running, value: null);
    }
}
