using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.PowerShell.ScriptScanning;

/// <summary>
/// Tells whether a script left its mark on a runspace's global variables. Making a runspace as new costs milliseconds, looking
/// costs a tenth of one, and most scripts leave nothing.
/// </summary>
internal sealed class GlobalVariables
{
    // The engine itself sets these at every turn; none of them carries a value from one script to the next.
    private static readonly HashSet<string> s_fleeting = new(StringComparer.OrdinalIgnoreCase) { "?", "^", "$", "PWD", "StackTrace", "Error" };

    private readonly Runspace _runspace;
    private readonly Dictionary<string, (object? Value, int Count)> _before;

    /// <summary>Remembers how the variables are.</summary>
    /// <param name="runspace">The runspace, idle.</param>
    public GlobalVariables(Runspace runspace)
    {
        _runspace = runspace;
        _before = Now().ToDictionary(variable => variable.Name, variable => ((object?)variable.Value, CountOf(variable.Value)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether they are still as remembered.</summary>
    public bool AreUnchanged()
    {
        (_runspace.SessionStateProxy.GetVariable("Error") as IList)?.Clear();
        var seen = 0;
        foreach (var variable in Now())
        {
            if (!_before.TryGetValue(variable.Name, out var before)
                || !Equals(before.Value, variable.Value)
                || before.Count != CountOf(variable.Value))
            {
                return false;
            }

            seen++;
        }

        return seen == _before.Count;
    }

    private IEnumerable<PSVariable> Now() => _runspace.SessionStateProxy.InvokeProvider.ChildItem.Get("Variable:", recurse: false)
        .Select(item => item.BaseObject)
        .OfType<PSVariable>()
        .Where(variable => !s_fleeting.Contains(variable.Name));

    private static int CountOf(object? value) => value is ICollection collection ? collection.Count : 0;
}
