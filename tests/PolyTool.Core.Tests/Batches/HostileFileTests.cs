using System.Text;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.Batches;

/// <summary>Files that a mutator made, and siblings of each: an error of ours with a stable id, never one of the framework's.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Theory]
    [InlineData("\"run_root\":\"a\\u0000b\"", "\"run_root\":\"a\\u0000b\"")]
    [InlineData("\"run_root\":\"a\\u0000b\"", "\"run_root\":\"\\u0000\"")]
    [InlineData("\"run_root\":\"a\\u0000b\"", "\"run_root\":\"\"")]
    [InlineData("\"run_root\":\"a\\u0000b\"", "\"run_root\":\"a\\ud800b\"")]
    [InlineData("\"run_root\":\"a\\u0000b\"", "\"run_root\":{}")]
    [InlineData("\"run_root\":\"a\\u0000b\"", "\"run_root\":1e999")]
    public async Task A_journals_run_root_that_is_no_path_is_a_damaged_line(string old, string other)
    {
        string[] users = ["u1", "u2"];
        var request = _batch.Scan(users, new TestScanner(user => _batch.RunRoot(user))) with { ScannerName = "command ./scan.sh" };
        Directory.CreateDirectory(request.Folder.FullPath);
        var journal = await File.ReadAllTextAsync(Path.Combine(Repository.Hostile, "journal-nul-run-root.jsonl"), TestBatch.Token);
        await File.WriteAllTextAsync(request.Folder.JournalPath, journal.Replace(old, other, StringComparison.Ordinal), TestBatch.Token);
        var error = await TestBatch.StopsAsync(request with { Resume = true, Users = users });
        Assert.Contains(error.Code, (string[])["JournalDamaged", "ResumeDiffers"]);
        var events = await TestBatch.RunAsync(request with { Resume = true, Force = true });
        Assert.Equal(2, Assert.IsType<BatchFinished>(events[^1]).Run.UsersSucceeded);
    }

    [Theory]
    [InlineData("0.25", "-1e999")]
    [InlineData("\"league:nba\"", "\"league:nfl\"")]
    [InlineData("\"league:nba\"", "null")]
    [InlineData("\"league:nba\"", "\"\\ud800\"")]
    [InlineData("\"hypotheses\": [", "\"hypotheses\": [\n    null,")]
    [InlineData("\"seen\": [", "\"seen\": [\n    null,")]
    [InlineData("\"events\": \"AAAAAAAAAAE=\"", "\"events\": \"AAAAAAAA\"")]
    [InlineData("\"events\": \"AAAAAAAAAAE=\"", "\"events\": \"no base64\"")]
    [InlineData("\"signature\": null", "\"signature\": \"AAAA\"")]
    [InlineData("\"key\": \"0x2\"", "\"key\": \"0x1\"")]
    [InlineData("\"key\": \"0x2\"", "\"name\": \"0x2\"")]
    [InlineData("\"key\": \"0x2\"", "\"key\": null")]
    [InlineData("\"file\": \"a.json\"", "\"file\": null")]
    [InlineData("\"file\": \"a.json\"", "\"folder\": \"a.json\"")]
    [InlineData("\"frozen_at\": \"2026-02-20T18:00:00+00:00\"", "\"frozen_at\": \"soon\"")]
    [InlineData("\"frozen_at\": \"2026-02-20T18:00:00+00:00\"", "\"frozen_at\": \"2026-02-20T18:00:00+01:00\"")]
    [InlineData("\"Below\"", "\"Sideways\"")]
    [InlineData("0.25", "0")]
    [InlineData("0.25", "-0.25")]
    public void A_hypothesis_set_with_what_no_set_holds_is_refused(string old, string other)
    {
        var hostile = File.ReadAllBytes(Path.Combine(Repository.Hostile, "hypotheses-1e999.json"));
        Assert.Equal("NotAHypothesisSet", Assert.Throws<Failure>(() => HypothesisSetFile.Read(hostile)).Code);

        // Siblings of a good one, sealed with the hash that fits.
        HypothesisSet set = new()
        {
            FrozenAt = "2026-02-20T18:00:00+00:00",
            After = new("a.json", "b", ""),
            Hypotheses = [new Hypothesis { Segment = "league:nba", SmallestEffect = 0.25, Direction = HypothesisDirection.Below }, new Hypothesis { Segment = "league:nfl", SmallestEffect = 1 }],
            Seen = [new SeenUser("0x1", 0, null, "AAAAAAAAAAE="), new SeenUser("0x2", 1, SeenEvents.PackSignature(new uint[128]), "")],
        };
        var good = Encoding.UTF8.GetString(HypothesisSetFile.ToBytes(set));
        Assert.Equal(2, HypothesisSetFile.Read(Sealed(good)).Hypotheses.Count);
        Assert.Contains(old, good, StringComparison.Ordinal);
        Assert.Equal("NotAHypothesisSet", Assert.Throws<Failure>(() => HypothesisSetFile.Read(Sealed(good.Replace(old, other, StringComparison.Ordinal)))).Code);
    }

    [Theory]
    [InlineData("\"users\": 1", "\"users\": 1e999")]
    [InlineData("\"notional\": 10.5", "\"notional\": 1e999")]
    [InlineData("\"notional\": 10.5", "\"notional\": -1e999")]
    [InlineData("\"segment_key\": \"a:b\"", "\"segment_key\": null")]
    [InlineData("\"segment_key\": \"a:b\"", "\"segment_key\": \"c:d\"")]
    [InlineData("\"segment_key\": \"a:b\"", "\"segment_key\": \"\\udc00\"")]
    [InlineData("\"segments\": [", "\"segments\": [null,")]
    [InlineData("\"users_without\": []", "\"users_without\": [null]")]
    [InlineData("\"users_without\": []", "\"users_without\": null")]
    [InlineData("\"users_without\": []", "\"users_without\": [{\"user\": \"ann\"}]")]
    [InlineData("\"users\": 1", "\"merged\": [{\"owner\": \"ann\"}]")]
    [InlineData("\"users\": 1", "\"merged\": [{\"users\": [\"ann\"]}]")]
    [InlineData("\"users\": 1", "\"merged\": [null]")]
    [InlineData("\"users\": 1", "\"merged\": [{\"owner\": \"ann\", \"users\": [null]}]")]
    [InlineData("\"users\": 1", "\"priors\": {\"events\": null}")]
    [InlineData("\"rule\": {}", "\"rule\": null")]
    public void Evidence_with_what_no_evidence_holds_is_refused(string old, string other)
    {
        const string Good = """{"form": 2, "rule": {}, "users": 1, "users_without": [], "segments": [{"segment_key": "a:b", "notional": 10.5}, {"segment_key": "c:d"}]}""";
        Assert.Equal(2, EvidenceReader.Read(Encoding.UTF8.GetBytes(Good)).Segments.Count);
        Assert.Throws<JsonTextException>(() => EvidenceReader.Read(Encoding.UTF8.GetBytes(Good.Replace(old, other, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_leaderboard_with_a_segment_twice_is_refused()
    {
        var request = _batch.Aggregate(_batch.RunRoot("ann"), _batch.RunRoot("bob", segment: "league:nfl"));
        await TestBatch.RunAsync(request);
        var board = Path.Combine(request.Folder.FullPath, LeaderboardFileNames.Leaderboard);
        await File.WriteAllTextAsync(board, (await File.ReadAllTextAsync(board, TestBatch.Token)).Replace("league:nfl", "league:nba", StringComparison.Ordinal), TestBatch.Token);
        var error = Assert.Throws<Failure>(() => SavedBatch.Open(board, TestBatch.Token).ReadBoard(TestBatch.Token));
        Assert.Equal("NotALeaderboard", error.Code);
        Assert.Contains("'league:nba' stands in it twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_without_bounds_is_compared_without_bounds()
    {
        var request = _batch.Aggregate(_batch.RunRoot("ann"));
        await TestBatch.RunAsync(request);
        var board = SavedBatch.Open(request.Folder.FullPath, TestBatch.Token);
        await File.WriteAllTextAsync(
            Path.Combine(request.Folder.FullPath, EvidenceBoard.FileName),
            """{"form": 2, "users": 1, "segments": [{"segment_key": "league:nba", "users": 1, "percent": {"mean": 0.5}}]}""",
            TestBatch.Token);
        var change = Assert.Single(LeaderboardComparer.Compare(board, board, static root => root, TestBatch.Token).Segments);
        Assert.Equal((0.5, null, null), (change.DifferenceEffect, change.Lower, change.Upper));
    }

    [Theory]
    [InlineData("\"conditionId\":null,", "\"conditionId\":null,")]
    [InlineData("\"conditionId\":null,", "")]
    [InlineData("\"conditionId\":null,", "\"conditionId\":\"\",")]
    public async Task A_cached_market_without_its_condition_is_as_good_as_not_there(string old, string other)
    {
        const string Id = "0x4c6113670cd39c4a6d5282667f1c033be0b35ae32e9c5a52e112ca416f922a7c";
        var lines = (await File.ReadAllTextAsync(Path.Combine(Repository.Hostile, "cache-null-conditionId.answer"), TestBatch.Token)).Split('\n', 2);
        AnswerCache cache = new(_batch.Folder);
        await cache.WriteAsync($"gamma/markets/{Id}", Encoding.UTF8.GetBytes(lines[1].TrimEnd('\n').Replace(old, other, StringComparison.Ordinal)), DateTimeOffset.UnixEpoch, isPermanent: true, TestBatch.Token);
        using ApiClient client = new(new ApiClientOptions());
        MarketReader reader = new(new AnswerSource(client, cache, CacheMode.Offline, static () => DateTimeOffset.UnixEpoch));
        var error = await Assert.ThrowsAsync<ApiException>(() => reader.ReadAsync([Id], TestBatch.Token));
        Assert.Equal("AnswerNotInCache", error.Code);
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("nul")]
    [InlineData("Aux.txt")]
    [InlineData("com1")]
    [InlineData("LPT9.log")]
    [InlineData("x.")]
    [InlineData("a..")]
    public void A_batch_id_is_a_folders_name_on_every_system(string id) =>
        Assert.Equal("BatchIdNotAName", Assert.Throws<Failure>(() => _batch.NewFolder(id)).Code);

    [Theory]
    [InlineData("console")]
    [InlineData("COM")]
    [InlineData("com10")]
    [InlineData(".x")]
    [InlineData("a.con")]
    public void Names_that_only_look_like_it_pass(string id) => Assert.Equal(id, _batch.NewFolder(id).BatchId);

    private static byte[] Sealed(string file)
    {
        var tree = JsonText.Parse(Encoding.UTF8.GetBytes(file));
        try
        {
            var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(JsonValue.Object(tree.Members.Where(static m => m.Key != "content_hash")).ToCanonicalBytes())).ToLowerInvariant();
            return Encoding.UTF8.GetBytes(file.Replace(((JsonValue)tree["content_hash"]!).Text, hash, StringComparison.Ordinal));
        }
        catch (ArgumentOutOfRangeException)
        {
            // A number that no hash can be made of.
            return Encoding.UTF8.GetBytes(file);
        }
    }
}
