using System.Runtime.CompilerServices;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches;

/// <summary>
/// Runs a batch: users side by side, rows one after the other in input order, files at the end, all or none. The reader of
/// the events sets the pace: while it does not ask, no further row is made, and no file appears before it has taken the row
/// of the last user.
/// </summary>
/// <param name="request">What to do.</param>
public sealed class BatchRunner(BatchRequest request)
{
    private readonly BatchRequest _request = request;

    /// <summary>How far it is.</summary>
    public BatchProgress Progress { get; } = new(request.Count);

    /// <summary>Runs the batch.</summary>
    /// <param name="cancellationToken">Cancels all that runs. No file appears; a journal stands, so that the batch can be resumed.</param>
    /// <returns>What happens, in input order; the last one is <see cref="BatchFinished"/>.</returns>
    /// <remarks>Leaving the enumeration early is the same as cancelling.</remarks>
    /// <exception cref="Failure">The batch cannot start, cannot go on, or too many users failed (<c>BatchStopped</c>).</exception>
    public async IAsyncEnumerable<BatchEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var root = BatchRoot.Take(_request.Folder, _request.Force || _request is ScanRequest { Resume: true });
        var work = Open(cancellationToken);
        await using var closing = work.ConfigureAwait(false);
        using var artifacts = Guarded(() => new LeaderboardArtifacts(work.Header, _request.Folder.FullPath, _request.Count));
        BatchRows rows = new(artifacts, work, _request.Count);
        using var shard = Guarded(() => work.OpenShard(artifacts));
        using BatchEvidence? evidence = _request.Evidence is { } rule ? new(_request, rule) : null;
        if (work.Beginning is { } beginning)
        {
            yield return beginning;
        }

        var reused = 0;
        var results = Singles(OrderedFanOut.RunAsync(work.Numbers(cancellationToken).Chunk(work.TogetherAtMost), _request.Workers, RunAsync, cancellationToken));
        await foreach (var result in results.ConfigureAwait(false))
        {
            // Before it is a row: what makes a row of it, doubles above all, takes the users of all parts.
            Guarded(() => shard?.Add(result, work.PositionOf(result.Number)));
            Guarded(() => work.Keep(result, artifacts));
            var row = Guarded(() => rows.Add(result));
            if (row is UserFinished { Result.Succeeded: false } failed && !result.IsCut)
            {
                work.StopLine.Fail(failed.Number);
                ThrowIfStopped(work.StopLine, failed);
            }

            if (row is UserFinished { Result.Succeeded: true } && evidence is not null)
            {
                Guarded(() => evidence.Add(result));
            }

            reused += row is UserFinished && result.IsReused ? 1 : 0;
            yield return row is UserFinished user ? user with { Number = work.PositionOf(user.Number) } : row;
        }

        if (rows.Warning() is { } warning)
        {
            yield return warning;
        }

        if (work.Ending is { } ending)
        {
            yield return ending;
        }

        await work.CompleteAsync().ConfigureAwait(false);
        var totals = Guarded(() =>
        {
            evidence?.Write(artifacts, work.Header, _request.Workers, cancellationToken);
            shard?.Finish();
            work.Finishing(artifacts);
            var all = artifacts.Commit(cancellationToken);
            work.Committed();
            if (shard is null)
            {
                Remove(LeaderboardFileNames.Shard);
            }

            if (_request is not AggregateRequest { Reuse: not null })
            {
                Remove(LeaderboardFileNames.Kept);
            }

            if (evidence is null)
            {
                // A batch that this one was written over: its evidence tells of other rows.
                Remove(EvidenceBoard.FileName);
            }

            return all;
        });

        yield return new BatchFinished(Describe(totals, work.JournalPath) with { EvidenceNotes = evidence?.Notes ?? [], UsersReused = reused });

        async Task<WorkResult[]> RunAsync(int[] numbers, CancellationToken token)
        {
            var finished = new WorkResult[numbers.Length];
            for (var i = 0; i < numbers.Length; i++)
            {
                var result = await work.RunAsync(numbers[i], token).ConfigureAwait(false);
                finished[i] = evidence is null ? result : work.ReadFigures(result);
                Progress.Count(result);
            }

            return finished;
        }

        // What the batch that stood here had and this one has not; a folder of that name is nobody's file.
        void Remove(string name)
        {
            var path = Path.Combine(_request.Folder.FullPath, name);
            if (!Directory.Exists(path))
            {
                File.Delete(path);
            }
        }
    }

    private static async IAsyncEnumerable<WorkResult> Singles(IAsyncEnumerable<WorkResult[]> together)
    {
        await foreach (var results in together.ConfigureAwait(false))
        {
            foreach (var result in results)
            {
                yield return result;
            }
        }
    }

    private BatchWork Open(CancellationToken cancellationToken) => _request switch
    {
        AggregateRequest aggregate => new AggregateWork(aggregate),
        ScanRequest scan => ScanWork.Open(scan, cancellationToken),
        JoinRequest join => new JoinWork(join),
        _ => throw new InvalidOperationException(_request.GetType().Name),
    };

    private void ThrowIfStopped(StopLine line, UserFinished failed)
    {
        if (line.Number <= failed.Number)
        {
            var id = _request.Folder.BatchId;
            var before = line.AllowedFailures ?? 0;
            var tooMany = before == 0 ? "" : $", one more than the {before} that may";
            throw new Failure(
                "BatchStopped",
                $"Batch '{id}' stopped at user {failed.Number}, '{failed.Result.User}', who failed{tooMany}. No leaderboard was written; -Resume -BatchId {id} goes on. The user's failure: {failed.Result.Error}",
                failed.Result);
        }
    }

    private T Guarded<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BatchRoot.NotWritten(_request.Folder, error, _request is ScanRequest && File.Exists(_request.Folder.JournalPath) ? $" The journal stands: -Resume -BatchId {_request.Folder.BatchId} goes on." : "");
        }
    }

    private void Guarded(Action write) => Guarded(() =>
    {
        write();
        return true;
    });

    private BatchRun Describe(LeaderboardTotals totals, string? journalPath) =>
        BatchRun.In(_request.Folder.FullPath, _request.Folder.BatchId, _request.Folder.CreatedAt, totals) with { JournalPath = journalPath };
}
