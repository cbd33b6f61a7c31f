using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.HelpBuilder;

/// <summary>The module's cmdlets as the engine itself sees them: syntax and parameters can never differ from the code.</summary>
internal static class ModuleCommands
{
    /// <summary>Imports the module and lists its cmdlets by name.</summary>
    public static IReadOnlyList<CmdletInfo> Load(string manifest)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(manifest);
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand("Get-Command").AddParameter("Module", "PolyTool").AddParameter("CommandType", "Cmdlet");
        List<CmdletInfo> commands = [.. shell.Invoke<CmdletInfo>().OrderBy(c => c.Name, StringComparer.Ordinal)];
        // Metadata is read lazily and needs the open runspace.
        foreach (var command in commands)
        {
            _ = command.ParameterSets.Count;
        }

        return commands;
    }

    /// <summary>The module's table of errors as a Markdown list, from its own code.</summary>
    public static string Errors(IReadOnlyList<CmdletInfo> cmdlets) =>
        (string)cmdlets[0].ImplementingType.Assembly.GetType("PolyTool.PowerShell.Support.ErrorTable", throwOnError: true)!
            .GetMethod("ToMarkdown")!.Invoke(null, null)!;
}
