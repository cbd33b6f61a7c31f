using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Tests frozen hypotheses on batches of later scans, and keeps the look.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Hypothesis", SupportsShouldProcess = true)]
[OutputType(typeof(HypothesisTest))]
public sealed class TestHypothesisCommand : StoppableCommand
{
    private readonly List<string> _batches = [];

    /// <summary>A file of frozen hypotheses.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "A file of New-HypothesisSet.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>Batches of later scans, pooled into one test.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, HelpMessage = "Batches of later scans: ids, batch roots or leaderboard files; together they are one test.")]
    [FromBatch]
    [Alias("BatchRoot")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string[] Batch { get; set; } = [];

    /// <summary>The output root that ids are looked up in.</summary>
    [Parameter(HelpMessage = "The output root that batch ids are looked up in.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = OutputRoots.Default;

    /// <inheritdoc />
    private protected override void ProcessInput() => _batches.AddRange(Batch);

    /// <inheritdoc />
    /// <remarks>Whatever is wrong with one of the batches ends it all: a look at the others would be spent.</remarks>
    private protected override void ProcessEnd()
    {
        ThrowIf(FileSystemPaths.ResolveOne(this, Path, out var file));

        try
        {
            var batches = Batches().ToList();
            var look = HypothesisLook.Open(file!.Full, batches, TimeProvider.System.GetUtcNow(), root => FileSystemPaths.FullPath(this, root), Cancellation);
            if (look.Without > 0)
            {
                WriteWarning($"The run roots of {Count.Of(look.Without, "user")} never held statistics, so they are not in the test.");
            }

            var level = look.Level.ToString("0.####", CultureInfo.InvariantCulture);
            if (ShouldProcess(Path, $"{(look.IsRepeated ? "Show" : "Take and keep")} look {look.Number} at level {level}: {look.ReadOverlap(Cancellation)}"))
            {
                WriteObject(look.Take(Cancellation), enumerateCollection: true);
            }
        }
        catch (Exception trouble) when (ErrorRecords.IsReading(trouble))
        {
            ThrowTerminatingError(ErrorRecords.ReadingBatch(Path, trouble));
        }
    }

    private IEnumerable<SavedBatch> Batches()
    {
        foreach (var typed in _batches)
        {
            if (BatchPaths.ResolveAll(this, typed, OutputRoot, out var found) is { } error)
            {
                ThrowTerminatingError(error);
            }

            foreach (var one in found)
            {
                yield return SavedBatch.Open(one.Full, Cancellation);
            }
        }
    }
}
