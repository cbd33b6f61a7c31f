using System.Collections.Concurrent;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches;

/// <summary>Takes users out of shard files, in the order of the whole list, as if one machine had scanned them.</summary>
internal sealed class JoinWork(JoinRequest request) : BatchWork(request.Count)
{
    // Decoding a user takes some microseconds; handing it over takes as long.
    private const int Together = 64;

    private readonly ConcurrentDictionary<int, (ShardReader File, ShardUser User)> _taken = new();

    // Who stands where in the list: a double is told by the name of the first.
    private readonly Lock _gate = new();
    private readonly PackedTexts _names = new();
    private readonly List<int> _positions = [];

    public override LeaderboardHeader Header { get; } = request.Shards.HeaderOf(request.Folder);

    public override bool LeavesOutDoubles => false;

    public override int TogetherAtMost => Together;

    public override IEnumerable<int> Numbers(CancellationToken cancellationToken)
    {
        foreach (var (file, user) in ShardMerge.InListOrder(request.Shards.Files))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                _names.Add(user.User);
                _positions.Add(user.Position);
            }

            _taken[user.Position] = (file, user);
            yield return user.Position;
        }
    }

    public override Task<WorkResult> RunAsync(int number, CancellationToken cancellationToken)
    {
        _taken.TryRemove(number, out var taken);
        return Task.FromResult(taken.File.Read(taken.User));
    }

    public override WorkResult ReadFigures(WorkResult result) => result;

    public override string NameOf(int number)
    {
        lock (_gate)
        {
            return _names[_positions.BinarySearch(number)];
        }
    }

    public override void Finishing(LeaderboardArtifacts artifacts)
    {
        if (request.Shards.Missing.Count > 0)
        {
            MissingShards.Write(artifacts.CreateExtra(LeaderboardFileNames.MissingShards), request.Shards);
        }
    }

    // A batch that this one was written over: its journal tells of other rows.
    public override void Committed()
    {
        File.Delete(request.Folder.JournalPath);
        if (request.Shards.Missing.Count == 0)
        {
            File.Delete(Path.Combine(request.Folder.FullPath, LeaderboardFileNames.MissingShards));
        }
    }
}
