using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Evidence;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Batches;

/// <summary>The part of a batch that differs between its modes: what is done for one user, side by side with others.</summary>
internal abstract class BatchWork(int count) : IAsyncDisposable
{
    /// <summary>What the files say of the batch.</summary>
    public abstract LeaderboardHeader Header { get; }

    /// <summary>Where the batch stops.</summary>
    public virtual StopLine StopLine { get; } = new(allowed: null);

    /// <summary>Whether a run root that comes again is left out instead of failing its user.</summary>
    public abstract bool LeavesOutDoubles { get; }

    /// <summary>The numbers of the users in order, taken one by one when there is room; what has to be read in order is read as they are taken.</summary>
    public virtual IEnumerable<int> Numbers(CancellationToken cancellationToken) => Enumerable.Range(1, count);

    /// <summary>The user's place in the list, from 1; of a part of a batch, in the whole list.</summary>
    public virtual int PositionOf(int number) => number;

    /// <summary>Starts what a part of a batch keeps for the join; null for any other batch.</summary>
    public virtual ShardWriter? OpenShard(LeaderboardArtifacts artifacts) => null;

    /// <summary>Reads what the evidence needs of a user.</summary>
    public virtual WorkResult ReadFigures(WorkResult result) => BatchEvidence.Read(result);

    /// <summary>What to say before the first user; null where there is nothing.</summary>
    public virtual BatchEvent? Beginning => null;

    /// <summary>What to say after the last user; null where there is nothing.</summary>
    public virtual BatchWarning? Ending => null;

    /// <summary>Told of each user in order, before it is a row.</summary>
    /// <exception cref="IOException">What is kept of it cannot be written.</exception>
    public virtual void Keep(WorkResult result, LeaderboardArtifacts artifacts)
    {
    }

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

    /// <summary>All rows are there: add the files that are this work's own.</summary>
    public virtual void Finishing(LeaderboardArtifacts artifacts)
    {
    }

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
