using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace PolyTool.Shell;

/// <summary>
/// Remembers whether a text's last statement succeeded. The engine forgets <c>$?</c> between two pipelines of a host, so
/// the text itself has to keep it.
/// </summary>
internal static class StatusMark
{
    private const string Variable = "__polytoolSucceeded";

    /// <summary>Adds a last statement that keeps <c>$?</c>; line numbers in messages stay as they were.</summary>
    public static string AddTo(string text)
    {
        ScriptBlockAst script = Parser.ParseInput(text, out _, out ParseError[] errors);
        // After named blocks (begin, process, end) no statement may follow; what does not parse says so itself.
        return errors.Length > 0 || script.EndBlock is not { Unnamed: true } ? text : $"{text}\n$global:{Variable} = $?";
    }

    /// <summary>Whether the last statement succeeded; true where it was not reached (<c>return</c>).</summary>
    public static bool Read(Runspace runspace) => runspace.SessionStateProxy.GetVariable(Variable) is not false;
}
