using System.Management.Automation;

namespace PolyTool.PowerShell.ScriptScanning;

/// <summary>What a scan script left.</summary>
/// <param name="Output">What it returned.</param>
/// <param name="Records">How its error, warning, verbose and information records are written, in their order.</param>
/// <param name="ExitCode">What it gave to <c>exit</c>, if it did.</param>
/// <param name="Error">What ended it, if it did not come to its end.</param>
internal sealed record ScriptRun(IReadOnlyList<PSObject> Output, IReadOnlyList<Action<Cmdlet>> Records, int? ExitCode, Exception? Error);
