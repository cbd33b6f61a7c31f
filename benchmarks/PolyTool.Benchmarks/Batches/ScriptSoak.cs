using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.Benchmarks.Batches;

/// <summary>Batches of scan scripts that fail, hang, exit and write at random, one after the other in one hosted engine.</summary>
internal sealed class ScriptSoak : IDisposable
{
    private readonly Runspace _runspace;

    public ScriptSoak(BatchWorld world)
    {
        File.WriteAllLines(Path.Combine(world.Folder, "users.txt"), world.Users);
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(ModuleFolder.Manifest);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(world.Folder));
    }

    /// <summary>Runs one batch; answers how many users it had and how many of them failed.</summary>
    public (int Users, int Failed) Run(int number, int workers)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            Invoke-BatchRun users.txt -MaxUsers 1000 -OutputRoot out -BatchId script{{number % 3}} -Force -Workers {{workers}} -UserTimeoutSeconds 0.4 -RetryCount 1 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -ScanScript {
                [CmdletBinding()] param($User, $ScanFlags)
                $dice = [Random]::Shared.Next(100)
                [Threading.Thread]::Sleep($dice)
                if ($dice -eq 0) { while ($true) { [Threading.Thread]::Sleep(5) } }
                if ($dice -eq 1) { exit 1 }
                if ($dice -lt 5) { throw 'no luck' }
                if ($dice -lt 7) { $global:mark = $User }
                if ($dice -lt 9) { $PSCmdlet.WriteWarning("careful with $User") }
                "roots/$User"
            }
            """));
        var run = shell.Invoke().Single();
        return ((int)run.Properties["UsersAttempted"].Value, (int)run.Properties["UsersFailed"].Value);
    }

    public void Dispose() => _runspace.Dispose();
}
