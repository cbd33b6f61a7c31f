using System.Management.Automation;

namespace PolyTool.PowerShell.Completion;

/// <summary>Completes batch roots in the output root on the line or the default one, by their ids, and after them what any path completes to.</summary>
internal sealed class BatchRootCompleter : PolyToolCompleter
{
    private static readonly string[] s_readBatches =
        ["Compare-HypothesisLeaderboard", "Export-HypothesisLeaderboard", "Get-BatchUser", "Get-HypothesisLeaderboard", "Get-SegmentEvidence", "Join-BatchRun", "New-HypothesisSet", "Test-Hypothesis"];

    /// <inheritdoc />
    /// <remarks>A parameter that has a completer of its own gets no paths from the engine unasked.</remarks>
    private protected override IEnumerable<CompletionResult> Complete(CompletionRequest request)
    {
        List<CompletionResult> batches = [];
        try
        {
            batches.AddRange(base.Complete(request));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No output root: paths are still of use.
        }

        return batches.Concat(CompletionCompleters.CompleteFilename(request.Typed));
    }

    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request) =>
        !s_readBatches.Contains(request.Command, StringComparer.OrdinalIgnoreCase)
            ? []
            : OutputRoots.Batches(OutputRoots.OnLine(request), request.Matches)
                .Where(static batch => batch.IsComplete)
                .Select(batch => new Suggestion($"{OutputRoots.OnLine(request)}/{batch.Date}/{batch.Id}", $"batch of {batch.Date}", batch.Id));
}

/// <summary>Completes ids of the batches in the output root.</summary>
internal sealed class BatchIdCompleter : PolyToolCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request) =>
        OutputRoots.Batches(OutputRoots.OnLine(request), request.Matches)
            .Select(static batch => new Suggestion(batch.Id, $"{batch.Date}, {(batch.IsComplete ? "complete" : "interrupted or running")}"));
}
