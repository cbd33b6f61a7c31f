using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PolyTool.PowerShell.Completion;

/// <summary>
/// What all completers share: they are quick (whoever presses Tab waits), silent (an error would stand in the middle of the
/// line) and quote what has to be quoted.
/// </summary>
internal abstract class PolyToolCompleter : IArgumentCompleter
{
    /// <summary>More than this many values help nobody.</summary>
    private const int Most = 200;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            CompletionRequest request = new(commandName, wordToComplete, commandAst, fakeBoundParameters);
            return [.. Complete(request)];
        }
#pragma warning disable CA1031 // Whatever goes wrong, there is just nothing to offer.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>What the engine is given.</summary>
    private protected virtual IEnumerable<CompletionResult> Complete(CompletionRequest request) =>
        Suggest(request).Take(Most).Select(request.Result);

    /// <summary>What to offer.</summary>
    private protected abstract IEnumerable<Suggestion> Suggest(CompletionRequest request);
}

/// <summary>One value that a completer offers.</summary>
/// <param name="Text">The value.</param>
/// <param name="Note">What a tool tip says about it.</param>
/// <param name="Label">The short form that a menu shows; the value itself where null.</param>
internal sealed record Suggestion(string Text, string Note, string? Label = null);
