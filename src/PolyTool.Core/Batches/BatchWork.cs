using PolyTool.Core.Evidence;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Batches;

/// <summary>The part of a batch that differs between its modes: what is done for one user, side by side with others.</summary>
internal abstract class BatchWork : IAsyncDisposable
{
    /// <summary>What the files say of the batch.</summary>
    public abstract LeaderboardHeader Header { get; }

    /// <summary>Where the batch stops.</summary>
    public virtual StopLine StopLine { get; } = new(allowed: null);

    /// <summary>Whether a run root that comes again is left out instead of failing its user.</summary>
    public abstract bool LeavesOutDoubles { get; }

    /// <summary>How many users one worker takes at a time: more than one where a user's work is shorter than handing it over.</summary>
    public virtual int TogetherAtMost => 1;

    /// <summary>The batch's journal, if it keeps one.</summary>
    public virtual string? JournalPath => null;

    /// <summary>The work for one user; an exception ends the batch.</summary>
    public abstract Task<WorkResult> RunAsync(int number, CancellationToken cancellationToken);

    /// <summary>How the first owner of a run root is called where another one comes with it.</summary>
    public abstract string NameOf(int number);

    /// <summary>All users are done: bring to the disk what is not there yet.</summary>
    public virtual Task CompleteAsync() => Task.CompletedTask;

    /// <summary>The files are there: clear what they make untrue.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Reads a run root, with what the batch's evidence needs of it.</summary>
    protected static RunRootReading Read(BatchRequest request, GivenPath root, CancellationToken cancellationToken) =>
        request.Evidence is null
            ? RunRootReader.Read(root, cancellationToken)
            : RunRootReader.Read(root, EvidenceSource.SegmentsShape(root.Full), cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
