using PolyTool.Core.SavedBatches;

namespace PolyTool.PowerShell.Completion;

/// <summary>The batches of an output root by their names alone, newest dates first: no file is opened.</summary>
internal static class OutputRoots
{
    /// <summary>The output root that is meant where none is given.</summary>
    public const string Default = "artifacts/research/batch_runs";

    /// <summary>The output root on the line, or the default one.</summary>
    public static string OnLine(CompletionRequest request) => request.Bound("OutputRoot", "LiteralPath") ?? Default;

    /// <summary>The batches whose id passes.</summary>
    public static IEnumerable<BatchPlace> Batches(string outputRoot, Func<string, bool> isWanted) =>
        BatchWalker.Walk(CompletionRequest.FullPath(outputRoot), newestDatesFirst: true).Where(batch => isWanted(batch.Id));
}
