using PolyTool.Core.Batches.Reuse;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches;

/// <summary>Reads run roots that are there.</summary>
internal sealed class AggregateWork(AggregateRequest request) : BatchWork(request.Count)
{
    // Reading a run root takes a fraction of a millisecond. Few run roots are still shared among all workers.
    private const int MostTogether = 16;
    private const int SharesPerWorker = 8;

    private readonly RealPath _realPath = new();
    private readonly KeptRunRoots? _kept = KeptRunRoots.Open(request);

    public override LeaderboardHeader Header { get; } =
        new(request.Folder.BatchId, request.Folder.CreatedAt, request.Folder.RecordedPath, UsersFile: null, ScanFlags: null);

    public override bool LeavesOutDoubles => true;

    public override BatchEvent? Beginning => _kept?.Said;

    public override BatchWarning? Ending => _kept?.Warning;

    public override int TogetherAtMost =>
        (int)Math.Clamp(request.Count / Math.Max(1L, (long)request.Workers * SharesPerWorker), 1, MostTogether);

    public override Task<WorkResult> RunAsync(int number, CancellationToken cancellationToken)
    {
        var root = request.RunRoots[number - 1];
        if (_kept is not null)
        {
            return Task.FromResult(_kept.Take(number, root, TextKey.Of(_realPath.Of(root.Full)), cancellationToken));
        }

        var reading = Read(request, root, cancellationToken);
        WorkResult result = new(number, reading.User) { RunRoot = root, RunRootKey = TextKey.Of(_realPath.Of(root.Full)) };
        return Task.FromResult(result.With(reading));
    }

    // What is kept holds them.
    public override WorkResult ReadFigures(WorkResult result) => _kept is null ? base.ReadFigures(result) : result;

    public override string NameOf(int number) => request.RunRoots[number - 1].Typed;

    public override void Keep(WorkResult result, LeaderboardArtifacts artifacts) => _kept?.Keep(result, artifacts);

    public override void Finishing(LeaderboardArtifacts artifacts) => _kept?.Finish(artifacts);

    // A batch of scans that this one was written over: its journal tells of other rows.
    public override void Committed() => File.Delete(request.Folder.JournalPath);

    public override ValueTask DisposeAsync()
    {
        _kept?.Dispose();
        return base.DisposeAsync();
    }
}
