using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.PowerShell.ScriptScanning;

/// <summary>What every runspace of a scan script gets.</summary>
internal sealed class ScriptScanOptions
{
    /// <summary>The script's text, parsed again in each runspace: a script block belongs to the one it was made in.</summary>
    public required string Text { get; init; }

    /// <summary>The values of its <c>$using:</c> expressions.</summary>
    public required Dictionary<string, object?> UsingValues { get; init; }

    /// <summary>The full path that it runs in.</summary>
    public required string Location { get; init; }

    /// <summary>Whether its verbose records are wanted.</summary>
    public required bool IsVerbose { get; init; }

    /// <summary>What a runspace starts with.</summary>
    public required InitialSessionState SessionState { get; init; }

    /// <summary>The location without wildcards' meaning.</summary>
    public string EscapedLocation => WildcardPattern.Escape(Location);

    /// <summary>The engine's own commands and this module's, without importing a module once more.</summary>
    /// <param name="languageMode">The caller's language mode, which must not widen.</param>
    /// <returns>The state.</returns>
    public static InitialSessionState StartState(PSLanguageMode languageMode)
    {
        var state = InitialSessionState.CreateDefault2();
        state.LanguageMode = languageMode;
        foreach (var type in typeof(ScriptScanOptions).Assembly.GetExportedTypes())
        {
            if (type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false).FirstOrDefault() is CmdletAttribute cmdlet)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
            }
        }

        return state;
    }
}
