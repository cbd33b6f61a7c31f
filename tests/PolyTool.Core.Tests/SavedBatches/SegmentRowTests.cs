using System.Text.Json.Nodes;
using PolyTool.Core.Evidence;
using PolyTool.Core.SavedBatches;
using PolyTool.Core.Tests.Evidence;

namespace PolyTool.Core.Tests.SavedBatches;

public class SegmentRowTests
{
    /// <summary>What the file alone has: users' lines, and the finer figures of measures and parts.</summary>
    private static readonly string[] s_fileOnly =
    [
        "segment_key", "heaviest_users", "residual", "users_of_other_kind", "wallets", "tested_share", "mean_price", "near_payout_share", "game_error", "day_error", "notional_weighted_percent", "notional_weight",
        "leave_one_out_holds", "half_time", "standard_error", "within_variance", "der_simonian_laird_error", "der_simonian_laird_tau2", "der_simonian_laird_i_squared",
    ];

    [Fact]
    public void A_row_shows_every_figure_of_its_evidence()
    {
        var board = Boards.Build(Enumerable.Range(0, 20).Select(u => Boards.User(u, 10, ("league:nba", 0.1), ("league:nfl", 0))));
        var evidence = board.Row("league:nba");
        var row = new SavedBoard(SavedBatch.Open(typeof(SegmentRow).Assembly.Location, TestContext.Current.CancellationToken), Core.Json.JsonValue.EmptyObject, [Row("league:nba"), Row("league:new")], board).Rows;
        Assert.Null(row[1].Verdict);
        Assert.Equal(2, row[0].Tests);
        var shown = typeof(SegmentRow).GetProperties().Select(p => Convert.ToString(p.GetValue(row[0]), System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        var file = JsonNode.Parse(EvidenceWriter.ToBytes(board with { Segments = [evidence] }))!["segments"]![0]!.AsObject();
        foreach (var (name, value) in file)
        {
            // Of the measures that are not tested the mean and its interval stand in the row; of parts the mean.
            var leaves = value is not JsonObject inner ? [KeyValuePair.Create(name, value)]
                : name == "follow_through" ? inner
                : inner.Where(m => m.Key == "mean" || (m.Key is "lower" or "upper" && name is "percent" or "log_odds" or "net" or "vs_own_rest"));
            Assert.All(leaves, leaf => Assert.True(
                s_fileOnly.Contains(leaf.Key) || s_fileOnly.Contains(name) || leaf.Value is null or JsonArray || shown.Contains(Text(leaf.Value)), $"{name}.{leaf.Key}: {leaf.Value}"));
        }
    }

    private static string Text(JsonNode value) => value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? value.GetValue<double>().ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.ToString();

    private static SegmentRow Row(string key) => new() { Segment = key, Dimension = "", Bucket = "", Users = 1, Positions = 1, NotionalWeight = 1 };
}
