using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.RunRoots;
using PolyTool.Core.Tests.RunRoots;

namespace PolyTool.Core.Tests.Leaderboards;

public sealed class SumLimitTests : IDisposable
{
    private readonly SampleRunRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_user_who_would_make_a_sum_infinite_fails_whole_and_nothing_of_theirs_counts()
    {
        LeaderboardBuilder builder = new();
        Assert.Null(builder.Add("a", TextKey.Of("a"), Content("1e308", "league:nba")));
        var defect = builder.Add("b", TextKey.Of("b"), Content("1e308", "league:nfl", "league:nba"))!;
        Assert.Equal("hypothesis_candidates.json: $.candidates[1]: its numbers take the sums of segment 'league:nba' beyond the range of a double", defect.Message);
        var segment = Assert.Single(builder.Segments());
        Assert.Equal(("league:nba", 1, 1e308), (segment.Key, segment.Users, segment.NotionalWeight));
        Assert.Null(builder.Add("c", TextKey.Of("c"), Content("1", "league:nba")));
        Assert.Equal(2, builder.Segments()[0].Users);
    }

    [Fact]
    public void One_label_in_two_run_roots_counts_once_but_its_weights_twice()
    {
        LeaderboardBuilder builder = new();
        foreach (var user in new[] { "u", "v", "u", "" })
        {
            builder.Add(user, TextKey.Of(user), Content("100", "s:x", "s:x"));
        }

        var segment = Assert.Single(builder.Segments());
        Assert.Equal((2, 2, 800.0), (segment.Users, segment.ScoreUsers(ScoreKind.NotionalClv), segment.NotionalWeight));
    }

    private RunRootContent Content(string weight, params string[] segments)
    {
        var candidates = segments.Select(key =>
            $$$"""{"segment_key":"{{{key}}}","metrics":{"notional_weighted_avg_clv_pct":0.5},"denominators":{"weight_used":{{{weight}}},"weighting":"notional"}}""");
        return _root.Candidates($$"""{"candidates":[{{string.Join(',', candidates)}}]}""").Read().Content!;
    }
}
