using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Tests hypotheses on later periods.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Hypothesis")]
[OutputType(typeof(HypothesisTest))]
public sealed class TestHypothesisCommand : StoppableCommand
{
    private readonly List<string> _batches = [];

    /// <summary>A file of frozen hypotheses, or an earlier batch.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "A file of New-HypothesisSet, or an earlier batch (id, batch root or leaderboard file), whose segments are then the hypotheses.")]
    [FromBatch]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Later batches, one period each.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, HelpMessage = "Later batches: ids, batch roots or leaderboard files; each is one period.")]
    [FromBatch]
    [Alias("BatchRoot")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BatchRootCompleter))]
    public string[] Batch { get; set; } = [];

    /// <summary>Later run roots, together one period.</summary>
    [Parameter(HelpMessage = "Later run roots, or folders of them; together they are one period.")]
    [FromRunRoot]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] RunRoot { get; set; } = [];

    /// <summary>Only hypotheses whose segment matches one of these patterns.</summary>
    [Parameter(HelpMessage = "Only hypotheses whose segment matches one of these wildcard patterns.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    public string[]? Segment { get; set; }

    /// <summary>The output root that ids are looked up in.</summary>
    [Parameter(HelpMessage = "The output root that batch ids are looked up in.")]
    [ValidateNotNullOrEmpty]
    public string OutputRoot { get; set; } = OutputRoots.Default;

    /// <inheritdoc />
    protected override void ProcessRecord() => _batches.AddRange(Batch);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (ReadHypotheses() is not { } set)
        {
            return;
        }

        NameFilter search = new(Segment);
        foreach (var hypothesis in set.Hypotheses)
        {
            search.Takes(hypothesis.Segment);
        }

        if (!search.IsDone)
        {
            WriteWarning($"'{Path}' has no hypothesis {search}.");
        }

        Period[] periods = [.. Periods().Where(period => IsLater(period, set)).OrderBy(period => Time(period.CreatedAt)).ThenBy(period => period.Name, StringComparer.Ordinal)];
        foreach (var hypothesis in set.Hypotheses.Where(h => SegmentPatterns.Match(Segment, h.Segment)))
        {
            WriteObject(HypothesisTester.Test(hypothesis, periods));
        }
    }

    private HypothesisSet? ReadHypotheses()
    {
        if (BatchPaths.ResolveOne(this, Path, OutputRoot, out var path) is { } error)
        {
            ThrowTerminatingError(error);
        }

        try
        {
            if (File.Exists(path!.Full) && System.IO.Path.GetFileName(path.Full) != LeaderboardFileNames.Leaderboard)
            {
                return HypothesisSetFile.Read(path.Full);
            }

            var set = HypothesisSource.Read(SavedBatch.Open(path.Full, Cancellation), "", Cancellation);
            return set with { CreatedAt = set.BatchCreatedAt };
        }
        catch (Exception trouble) when (ErrorRecords.IsReading(trouble))
        {
            ThrowTerminatingError(ErrorRecords.ReadingBatch(Path, trouble));
            return null;
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            return null;
        }
    }

    private IEnumerable<Period> Periods()
    {
        foreach (var batch in Resolved(_batches, isBatch: true))
        {
            if (Try(batch, path => Period.OfBatch(SavedBatch.Open(path, Cancellation), Cancellation)) is { } period)
            {
                yield return period;
            }
        }

        List<RunRoot> roots = [];
        foreach (var root in Resolved(RunRoot, isBatch: false))
        {
            Try<object>(root, path =>
            {
                roots.AddRange(RunRootResolver.Resolve(root, recurse: false, entry => FileSystemPaths.FullPath(this, entry), Cancellation).RunRoots.Select(RunRootResolver.Describe));
                return null;
            });
        }

        if (roots.Count > 0)
        {
            yield return Period.OfRunRoots(roots, Cancellation);
        }
    }

    private IEnumerable<GivenPath> Resolved(IEnumerable<string> typed, bool isBatch)
    {
        foreach (var path in typed)
        {
            if ((isBatch ? BatchPaths.ResolveAll(this, path, OutputRoot, out var found) : FileSystemPaths.ResolveAll(this, path, out found)) is { } error)
            {
                WriteError(error);
            }

            foreach (var one in found)
            {
                yield return one;
            }
        }
    }

    private T? Try<T>(GivenPath path, Func<string, T?> read)
        where T : class
    {
        try
        {
            return read(path.Full);
        }
        catch (Exception trouble) when (ErrorRecords.IsReading(trouble))
        {
            WriteError(ErrorRecords.ReadingBatch(path.Typed, trouble));
            return null;
        }
    }

    private bool IsLater(Period period, HypothesisSet set)
    {
        if (Time(period.CreatedAt) > Time(set.CreatedAt))
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "PeriodNotLater",
            $"The period '{period.Name}' of {period.CreatedAt} is not later than the hypotheses of {set.CreatedAt}, so it cannot test them and is left out.", period.Name));
        return false;
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.MinValue;
}
