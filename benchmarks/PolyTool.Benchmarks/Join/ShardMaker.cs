using System.Globalization;
using PolyTool.Benchmarks.Aggregate;
using PolyTool.Benchmarks.Evidence;
using PolyTool.Core.Batches;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;
using PolyTool.Core.Scanning;

namespace PolyTool.Benchmarks.Join;

/// <summary>Writes finished shards of a batch as scans would, without scanning: contents of a thousand run roots under the names of as many users as wanted.</summary>
internal sealed class ShardMaker(string folder, int users, int shards, EvidenceRule? rule, bool hasStatistics)
{
    private const int Contents = 1000;
    private const int Statistics = 100;
    private const string BatchId = "bench";

    public void Write()
    {
        var contents = ReadContents();
        UserFigures[] figures = hasStatistics
            ? [.. Enumerable.Range(0, Statistics).Select(static t => UserFigures.Read("u", EvidenceBenchmark.File((ulong)t, 500, 40, 10)))]
            : [];
        var list = Enumerable.Range(0, users).Select(Name).ToList();
        Parallel.For(1, shards + 1, number =>
        {
            var part = ShardPart.Of(new(number, shards), BatchId, list);
            var target = BatchFolder.Of("out", part.Shard.IdOf(BatchId), DateTimeOffset.UnixEpoch, folder);
            Directory.CreateDirectory(target.FullPath);
            File.WriteAllText(Path.Combine(target.FullPath, LeaderboardFileNames.Manifest), "{}");
            using var file = File.Create(Path.Combine(target.FullPath, LeaderboardFileNames.Shard));
            var journal = JournalHeader.Of(target, part.Users, "benchmark", ScanFlags.None, minSucceeded: null, JournalShard.Of(part));
            using ShardWriter writer = new(file, new()
            {
                Journal = journal,
                Part = journal.Shard!,
                UsersFile = "users.txt",
                Rule = rule is null ? null : RecordJson.ToBytes(rule),
                Selection = UserSelection.Unknown,
                SelectedUntil = null,
            });
            foreach (var position in part.Positions)
            {
                writer.Add(Result(position - 1, contents, figures), position);
            }

            writer.Finish();
        });
    }

    private WorkResult Result(int user, RunRootContent[] contents, UserFigures[] figures)
    {
        var runRoot = string.Create(CultureInfo.InvariantCulture, $"artifacts/dossiers/users/{Name(user)}/{Name(user)}/2026-02-20/{user:x32}");
        return new(user + 1, Name(user))
        {
            Wallet = Name(user),
            RunRoot = new(runRoot, runRoot),
            RunRootKey = TextKey.Of(runRoot),
            Content = contents[user % contents.Length],
            Figures = hasStatistics ? figures[user % figures.Length] with { User = Name(user), Wallet = Name(user), Signature = EvidenceBenchmark.Signature(user), SignedPositions = 80 } : null,
            NoFigures = rule is not null && !hasStatistics ? "no segment_statistics.json and no segment_analysis.json" : null,
        };
    }

    private RunRootContent[] ReadContents()
    {
        var roots = Path.Combine(folder, "roots");
        RunRootGenerator.Write(roots, Contents, small: true);
        return [.. Directory.GetDirectories(roots).Order(StringComparer.Ordinal).Select(static root => RunRootReader.Read(new("roots/x", root)).Content!)];
    }

    private static string Name(int user) => "0x" + user.ToString("x40", CultureInfo.InvariantCulture);
}
