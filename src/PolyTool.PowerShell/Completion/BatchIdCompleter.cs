namespace PolyTool.PowerShell.Completion;

/// <summary>Completes ids of the batches in the output root.</summary>
internal sealed class BatchIdCompleter : PolyToolCompleter
{
    /// <inheritdoc />
    private protected override IEnumerable<Suggestion> Suggest(CompletionRequest request) =>
        OutputRoots.Batches(OutputRoots.OnLine(request), request.Matches)
            .Select(static batch => new Suggestion(batch.Id, $"{batch.Date}, {(batch.IsComplete ? "complete" : "interrupted or running")}"));
}
