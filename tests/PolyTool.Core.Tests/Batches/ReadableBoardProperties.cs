using CsCheck;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.Batches;

/// <summary>
/// The law: what a batch writes, every reader reads. A board wraps what it takes from a run root deeper and spells it longer,
/// so whatever would pass a limit there fails the user who brings it, and nobody else.
/// </summary>
public sealed class ReadableBoardProperties : IDisposable
{
    // UTF-16 units that a board spells with 1, 2 and 6 bytes; some take 1, 2, 3 or 4 bytes as they come.
    private static readonly string[] s_units = ["a", "\\\"", "\\u0001", "\u007f", "é", "\u2028", "+", "💧"];
    private readonly TestBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public async Task Any_run_root_that_is_accepted_gives_a_board_that_reads()
    {
        string[] good = [_batch.RunRoot("ann"), _batch.RunRoot("bob")];
        Dictionary<string, int> outcomes = new(StringComparer.Ordinal) { [UserResult.Success] = 0, [UserResult.Failure] = 0 };
        await Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, s_units.Length - 1], Gen.Int[-3, 3], Gen.Int[0, 2]).SampleAsync(
            async (kind, place, unit, off, file) =>
            {
                var root = _batch.RunRoot("mallory");
                Write(root, kind, place, s_units[unit], off, file);
                var users = await ReadAsync([good[0], root, good[1]]);
                Assert.Equal(["ann", "bob"], [users[0].User, users[2].User]);
                Assert.True(users[0].Succeeded && users[2].Succeeded);
                outcomes[users[1].Status]++;
                if (users[1].Error is { } error)
                {
                    Assert.InRange(error.Length, 1, 4000);
                }
            },
            iter: 60,
            threads: 1);
        Assert.All(outcomes, static outcome => Assert.InRange(outcome.Value, 5, int.MaxValue));
    }

    [Fact]
    public async Task The_run_root_that_made_its_board_unreadable_fails_alone()
    {
        var root = _batch.RunRoot("mallory");
        File.Copy(Path.Combine(Repository.Hostile, "hypothesis_candidates-depth-896.json"), Candidates(root), overwrite: true);
        var users = await ReadAsync([_batch.RunRoot("ann"), root]);
        Assert.True(users[0].Succeeded);
        Assert.Matches(@"^hypothesis_candidates\.json: \$\..*: nested deeper than 900 levels where a leaderboard holds it$", users[1].Error);
        Assert.Equal(users[1].Error, Assert.Single(RunRootChecker.Check(new(root, Full(root)), TestBatch.Token).Defects).Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Positions_of_many_users_that_add_up_beyond_the_digits_of_an_integer_fail_the_user_who_goes_beyond(int count)
    {
        string[] roots = [.. Enumerable.Range(0, count).Select(i => _batch.RunRoot($"u{i}"))];
        foreach (var root in roots)
        {
            File.WriteAllText(Candidates(root), $$$"""{"candidates": [{"segment_key": "s:x", "metrics": {"count": 9{{{new string('0', 4299)}}}}}]}""");
        }

        var users = await ReadAsync(roots);
        Assert.True(users[0].Succeeded);
        Assert.All(users[1..], static user => Assert.EndsWith("its numbers take the sums of segment 's:x' beyond 4300 digits", user.Error, StringComparison.Ordinal));
    }

    private string Full(string root) => Path.GetFullPath(root, _batch.Folder);

    private string Candidates(string root) => Path.Combine(Full(root), RunRootFileNames.Candidates);

    // Every reader there is.
    private async Task<UserResult[]> ReadAsync(string[] roots)
    {
        var request = _batch.Aggregate(roots) with { Force = true, Evidence = EvidenceRule.Default with { BootstrapSamples = 0, PlaceboBoards = 0 } };
        await TestBatch.RunAsync(request);
        var batch = SavedBatch.Open(request.Folder.FullPath, TestBatch.Token);
        var board = batch.ReadBoard(TestBatch.Token);
        Assert.NotNull(board.Evidence);
        Assert.Superset(batch.ReadSegments(TestBatch.Token).ToHashSet(), board.Rows.Select(static row => row.Segment).ToHashSet());
        Assert.Equal(roots.Length, BatchCatalog.Read(request.Folder.FullPath, TestBatch.Token).UsersAttempted);
        Assert.NotNull(HypothesisSetFile.Read(HypothesisSetFile.ToBytes(HypothesisSource.Freeze(batch, new FreezeOptions(), DateTimeOffset.UtcNow, Full, TestBatch.Token).Set)));
        Assert.NotNull(LeaderboardComparer.Compare(batch, batch, Full, TestBatch.Token));
        Assert.Equal(roots.Length, SavedBatch.Open(batch.LeaderboardPath, TestBatch.Token).ReadUsers(TestBatch.Token).Count());
        return [.. batch.ReadUsers(TestBatch.Token)];
    }

    private void Write(string root, int kind, int place, string unit, int off, int file)
    {
        var value = kind switch
        {
            0 => Nested(895 + off, "[", "]"),
            1 => Nested(895 + off, "{\"k\":", "}"),
            2 => Text(unit, off),
            3 => new string('9', 4300 + off),
            _ => $"{{{Text(unit, off)}: 1}}",
        };
        var name = kind == 2 ? value : "\"s:x\"";
        var number = kind == 3 ? value : "1";
        if (file > 0)
        {
            // The same in the files that evidence is made of.
            File.WriteAllText(Path.Combine(Full(root), RunRootFileNames.Segments), $$$"""{"segment_analysis": {"by_league": { {{{name}}}: {"count": {{{number}}}, "avg_clv_pct": 0.1, "x": {{{value}}} } } } }""");
            return;
        }

        string Or(int at, string text, string other) => place == at ? text : other;
        File.WriteAllText(Candidates(root), $$$"""
            {"user_slug": {{{Or(0, name, "\"mallory\"")}}}, "candidates": [{"segment_key": {{{Or(1, name, "\"s:x\"")}}}, "rank": {{{Or(2, number, "1")}}}, "extra": {{{Or(2, value, "1")}}},
             "metrics": {"count": {{{Or(3, number, "3")}}}, "x": {{{Or(3, value, "1")}}}},
             "denominators": {"weighting": {{{Or(4, name, "\"notional\"")}}}, "weight_used": 1, "x": {{{Or(5, value, "1")}}}}}]}
            """);
    }

    private static string Nested(int levels, string open, string close) =>
        string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));

    // Around the longest that a board can hold: 16 MB of escapes, and for names 4096 units.
    private static string Text(string unit, int off)
    {
        var written = unit switch { "a" or "+" => 1, "\\\"" => 2, "💧" => 12, _ => 6 };
        var count = off % 2 == 0 ? ((16 << 20) / written) + off : 4096 + off;
        return $"\"{string.Concat(Enumerable.Repeat(unit, count))}\"";
    }
}
