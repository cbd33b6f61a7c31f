namespace PolyTool.Core.Batches;

/// <summary>How far a batch is; counted as users finish, so it may be ahead of the rows. Safe to read from any thread.</summary>
public sealed class BatchProgress
{
    private int _finished;
    private int _failed;
    private int _reused;

    internal BatchProgress(int total) => Total = total;

    /// <summary>All users of the batch.</summary>
    public int Total { get; }

    /// <summary>Users that are done, failed ones and those known from a journal included.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>Users that failed.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Users known from the journal of an interrupted run, or from what an earlier aggregation kept.</summary>
    public int Reused => Volatile.Read(ref _reused);

    internal void Count(WorkResult result)
    {
        Interlocked.Increment(ref _finished);
        if (result.Error is not null)
        {
            Interlocked.Increment(ref _failed);
        }

        if (result.IsReused)
        {
            Interlocked.Increment(ref _reused);
        }
    }
}
