using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Exports;
using PolyTool.Core.Failures;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;
using PolyTool.Core.Tests.Batches;
using PolyTool.Core.Tests.Evidence;

namespace PolyTool.Core.Tests.SavedBatches;

/// <summary>
/// A batch whose files a stranger changed, one value at a time: whatever reads it says so in a failure of ours, or reads it.
/// </summary>
public sealed class SavedBatchProperties : IDisposable
{
    private const string SetName = "set.json";

    // What stands in the place of a value; the last two are put beside it, or take it away.
    private static readonly string[] s_values =
        ["null", "1e999", "-1e999", "-1", "0", "1e308", "123456789012345678901234567890", "\"\"", "\"a:b\"", "\"\\ud800\"", "\"NaN\"", "true", "[]", "{}", "[null]", "twice", "gone"];

    private static readonly string[] s_files =
        [LeaderboardFileNames.Leaderboard, LeaderboardFileNames.Users, LeaderboardFileNames.Manifest, EvidenceBoard.FileName, SetName];

    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task Whatever_stands_in_a_batchs_files_is_read_or_refused_in_our_words()
    {
        var folder = await MakeAsync();
        var good = s_files.ToDictionary(static name => name, name => File.ReadAllBytes(Path.Combine(folder, name)), StringComparer.Ordinal);
        var refused = 0;
        await Gen.Select(Gen.Int[0, s_files.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[0, s_values.Length - 1]).SampleAsync(
            async (file, place, value) =>
            {
                var path = Path.Combine(folder, s_files[file]);
                var changed = Changed(good[s_files[file]], place, s_values[value]);
                File.WriteAllBytes(path, changed);
                try
                {
                    refused += await ReadAllAsync(folder) ? 0 : 1;
                }
                catch (Exception error)
                {
                    Assert.Fail($"{s_files[file]} with {s_values[value]}: {error}");
                }
                finally
                {
                    File.WriteAllBytes(path, good[s_files[file]]);
                }
            },
            iter: 400,
            threads: 1);
        Assert.True(await ReadAllAsync(folder));
        Assert.InRange(refused, 50, 399);
    }

    private string Full(string root) => Path.GetFullPath(root, _batch.Folder);

    private async Task<string> MakeAsync()
    {
        string[] roots = [_batch.RunRoot("ann"), _batch.RunRoot("bob", segment: "league:nfl"), _batch.RunRoot("cy", clv: -0.2)];
        var request = _batch.Aggregate(roots);
        await TestBatch.RunAsync(request);
        var folder = request.Folder.FullPath;
        var evidence = Boards.Build(Enumerable.Range(1, 6).Select(static i => Boards.User(i, 8, ("league:nba", 0.05), ("league:nfl", -0.02)))) with
        {
            UsersWithout = [.. new[] { "ann", "bob", "cy" }.Select(static user => new UserWithoutEvidence(user, "no statistics"))],
        };
        File.WriteAllBytes(Path.Combine(folder, EvidenceBoard.FileName), EvidenceWriter.ToBytes(evidence));
        File.WriteAllBytes(Path.Combine(folder, SetName), HypothesisSetFile.ToBytes(HypothesisSource.Freeze(SavedBatch.Open(folder, TestBatch.Token), new FreezeOptions(), DateTimeOffset.UtcNow, Full, TestBatch.Token).Set));
        return folder;
    }

    // Every way of reading, each to its end; true where none refused.
    private async Task<bool> ReadAllAsync(string folder)
    {
        var all = true;
        var target = Path.Combine(_batch.Folder, "export");
        var batch = SavedBatch.Open(folder, TestBatch.Token);
        Try(() => BatchCatalog.Read(folder, TestBatch.Token));
        Try(() => batch.ReadSegments(TestBatch.Token));
        Try(() => batch.ReadUsers(TestBatch.Token).Count());
        Try(() => SegmentRanking.Rank(batch.ReadBoard(TestBatch.Token).Rows, SegmentRankBy.Evidence).Count(static row => row.ToString() is null || JsonSerializer.Serialize(row.Examples) is null));
        Try(() => LeaderboardComparer.Compare(batch, batch, Full, TestBatch.Token).Segments.Count);
        Try(() => HypothesisSource.Freeze(batch, new FreezeOptions(), DateTimeOffset.UtcNow, Full, TestBatch.Token));
        Try(() => HypothesisHistory.Of(HypothesisChain.Read(Path.Combine(folder, SetName))[^1]).Count());
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            try
            {
                await LeaderboardExport.WriteAsync(new(batch.ReadBoard(TestBatch.Token), format), target, TestBatch.Token);
            }
            catch (Failure)
            {
                all = false;
            }
        }

        return all;

        void Try(Func<object?> read)
        {
            try
            {
                _ = read();
            }
            catch (Failure failure)
            {
                Assert.Matches("^[A-Z][A-Za-z]+$", failure.Code);
                all = false;
            }
        }
    }

    private static byte[] Changed(byte[] json, int place, string value)
    {
        var root = JsonNode.Parse(json)!;
        List<JsonNode> containers = [.. Containers(root)];
        var container = containers[place % containers.Count];
        const string Mark = "\u0001mark\u0001";
        if (container is JsonArray array)
        {
            var index = place / containers.Count % array.Count;
            switch (value)
            {
                case "gone": array.RemoveAt(index); break;
                case "twice": array.Insert(index, array[index]?.DeepClone()); break;
                default: array[index] = Mark; break;
            }
        }
        else
        {
            var record = (JsonObject)container;
            var name = record.ElementAt(place / containers.Count % record.Count).Key;
            switch (value)
            {
                case "gone": record.Remove(name); break;
                case "twice": record[name + "2"] = record[name]?.DeepClone(); break;
                default: record[name] = Mark; break;
            }
        }

        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString().Replace(JsonSerializer.Serialize(Mark), value, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } record => record.Select(static member => member.Value).SelectMany(Containers).Prepend(record),
        JsonArray { Count: > 0 } array => array.SelectMany(Containers).Prepend(array),
        _ => [],
    };
}
