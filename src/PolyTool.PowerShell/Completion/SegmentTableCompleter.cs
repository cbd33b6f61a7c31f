using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PolyTool.Core.Dossiers.Segments;

namespace PolyTool.PowerShell.Completion;

/// <summary>Completes the names of the segment tables that come with the program.</summary>
public sealed class SegmentTableCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        SegmentTableSource.BuiltInNames
            .Where(n => n.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(static n => new CompletionResult(n));
}
