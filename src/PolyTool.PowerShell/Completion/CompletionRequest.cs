using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Completion;

/// <summary>What is being completed, and what else stands on the line.</summary>
internal sealed class CompletionRequest
{
    private readonly IDictionary _bound;
    private readonly CommandAst _line;
    private readonly char? _quote;
    private readonly WildcardPattern _pattern;

    public CompletionRequest(string command, string word, CommandAst line, IDictionary bound)
    {
        Command = command;
        Typed = word;
        _bound = bound;
        _line = line;
        _quote = word is ['\'' or '"', ..] ? word[0] : null;
        Word = _quote is null ? word : word[1..].TrimEnd(_quote.Value);
        _pattern = WildcardPattern.Get(WildcardPattern.Escape(Word) + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
    }

    /// <summary>The cmdlet's name.</summary>
    public string Command { get; }

    /// <summary>What is typed so far.</summary>
    public string Typed { get; }

    /// <summary>What is typed so far, without its quote.</summary>
    public string Word { get; }

    /// <summary>Whether a text begins with what is typed so far.</summary>
    public bool Matches(string text) => _pattern.IsMatch(text);

    /// <summary>The first value of one of these parameters, where the line gives it as text or as an object that names a batch.</summary>
    public string? Bound(params ReadOnlySpan<string> parameters)
    {
        foreach (var parameter in parameters)
        {
            var value = _bound.Contains(parameter) ? ObjectText.Plain(_bound[parameter]) : null;
            if (ObjectText.Of(value is object[] { Length: > 0 } many ? many[0] : value, ObjectText.BatchNames) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>The full path of the board that the line is about: one that is given, the one that a variable in front of the pipe holds, or the newest of the output root.</summary>
    public string Board()
    {
        var root = Bound("OutputRoot") ?? OutputRoots.Default;
        var given = Bound("Path", "LiteralPath", "Batch", "InputObject", "Reference") ?? Piped();
        if (given is null)
        {
            return FullPath(root);
        }

        var path = FullPath(given);
        return System.IO.Path.Exists(path) ? path : BatchWalker.Named(FullPath(root), given).LastOrDefault()?.Root ?? path;
    }

    // Nothing is run for it but to look at a variable, or to take a text as it stands.
    private string? Piped()
    {
        if (_line.Parent is not PipelineAst { PipelineElements: [CommandExpressionAst first, _, ..] })
        {
            return null;
        }

        if (first.Expression is StringConstantExpressionAst text)
        {
            return text.Value;
        }

        if (first.Expression is not VariableExpressionAst variable)
        {
            return null;
        }

        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        object? value = shell.AddScript("$ExecutionContext.SessionState.PSVariable.GetValue($args[0])").AddArgument(variable.VariablePath.UserPath).Invoke().FirstOrDefault();
        return ObjectText.Of(value, ObjectText.BatchNames);
    }

    /// <summary>The path of the file system that a text stands for, against PowerShell's location.</summary>
    public static string FullPath(string path)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])")
            .AddArgument(path).Invoke<string>()[0];
    }

    /// <summary>What the engine is given for a suggestion.</summary>
    public CompletionResult Result(Suggestion suggestion) =>
        new(Quoted(suggestion.Text), suggestion.Label ?? suggestion.Text, CompletionResultType.ParameterValue, suggestion.Note);

    private string Quoted(string text) => _quote == '"'
        ? $"\"{text.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal)}\""
        : _quote == '\'' || NeedsQuotes(text)
            ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'"
            : text;

    // A word is safe where the parser takes it for one whole argument of the same value.
    private static bool NeedsQuotes(string text)
    {
        Ast ast = Parser.ParseInput("x " + text, out var tokens, out var errors);
        return errors.Length > 0
            || tokens.Length != 3
            || ast.Find(static node => node is StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word && word.Parent is CommandAst command && command.CommandElements[^1] == word, searchNestedScriptBlocks: false)
                is not StringConstantExpressionAst argument
            || argument.Value != text;
    }
}
