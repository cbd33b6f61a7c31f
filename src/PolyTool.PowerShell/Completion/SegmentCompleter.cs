using System.Management.Automation;
using PolyTool.Core.Dossiers.Segments;

namespace PolyTool.PowerShell.Completion;

/// <summary>Completes segment keys of the board on the line, or of the newest one.</summary>
internal sealed class SegmentCompleter : PolyToolCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request)
    {
        return Boards.Keys(request.Board())
            .Where(request.Matches)
            .Order(StringComparer.Ordinal)
            // The parameters take wildcards, so a bracket in a key must not be taken for one.
            .Select(static key => new Suggestion(WildcardPattern.Escape(key), key, key));
    }
}

/// <summary>Completes dimensions of the board on the line, or of the newest one.</summary>
internal sealed class DimensionCompleter : PolyToolCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request)
    {
        return Boards.Keys(request.Board())
            .GroupBy(static key => key.Split(':', 2)[0], StringComparer.Ordinal)
            .Where(group => request.Matches(group.Key))
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => new Suggestion(group.Key, $"{group.Count()} segments"));
    }
}

/// <summary>Completes the names of the segment tables that come with the program.</summary>
internal sealed class SegmentTableCompleter : PolyToolCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request) =>
        SegmentTableSource.BuiltInNames.Where(request.Matches).Select(static name => new Suggestion(name, "a table that comes with the program"));
}
