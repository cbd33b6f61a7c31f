using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using PolyTool.Core.Failures;

namespace PolyTool.PowerShell.ScriptScanning;

/// <summary>The values of a script's <c>$using:</c> expressions, taken where the cmdlet was called.</summary>
internal static class UsingValues
{
    /// <summary>The parameter name under which the engine looks for them.</summary>
    public const string ParameterName = "--%";

    /// <summary>Takes the values.</summary>
    /// <returns>The values by the keys that the engine asks with.</returns>
    /// <exception cref="Failure">A variable is not defined, or holds a script block.</exception>
    public static Dictionary<string, object?> Of(ScriptBlock script, SessionState session)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        foreach (var expression in script.Ast.FindAll(static ast => ast is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>())
        {
            values[Key(expression)] = Checked(expression, Value(expression, session));
        }

        return values;
    }

    private static string Key(UsingExpressionAst expression)
    {
        // As the engine makes it: names of variables in lower case, other expressions as they are.
        var text = expression.ToString();
        return Convert.ToBase64String(Encoding.Unicode.GetBytes(
#pragma warning disable CA1308 // The engine compares in lower case.
            expression.SubExpression is VariableExpressionAst ? text.ToLowerInvariant() : text));
#pragma warning restore CA1308
    }

    private static object? Value(UsingExpressionAst expression, SessionState session)
    {
        var variable = (VariableExpressionAst)expression.Find(static ast => ast is VariableExpressionAst, searchNestedScriptBlocks: false);
        var name = variable.VariablePath.UserPath;
        if (!variable.VariablePath.IsDriveQualified && session.PSVariable.Get(name) is null)
        {
            throw new Failure("UsingVariableNotDefined", $"The scan script uses '{expression}', but there is no variable '{name}'.", name);
        }

        return expression.SubExpression is VariableExpressionAst && !variable.VariablePath.IsDriveQualified
            ? session.PSVariable.GetValue(name)
            : session.InvokeCommand.InvokeScript(expression.SubExpression.ToString().Replace("using:", "", StringComparison.OrdinalIgnoreCase)).FirstOrDefault();
    }

    private static object? Checked(UsingExpressionAst expression, object? value) =>
        (value as PSObject)?.BaseObject is ScriptBlock || value is ScriptBlock
            ? throw new Failure("UsingScriptBlock", $"'{expression}' is a script block, which belongs to its own runspace. Put its text into the scan script.", expression.ToString())
            : value;
}
