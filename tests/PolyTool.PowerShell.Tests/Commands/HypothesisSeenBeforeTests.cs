using System.Text.Json.Nodes;
using PolyTool.Core.Hypotheses;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Each way in which what was seen before a freeze could come back as evidence.</summary>
public sealed class HypothesisSeenBeforeTests : HypothesisWorld
{
    [Fact]
    public void The_discovery_batch_is_refused_also_aggregated_again_under_another_name_and_from_another_place()
    {
        Engine.Run(Freeze).Succeeded();
        Aggregate("roots", "again");
        Engine.Run("Copy-Item roots elsewhere -Recurse").Succeeded();
        Aggregate("elsewhere", "moved");
        foreach (var id in new[] { "first", "again", "moved" })
        {
            Assert.Equal(["DiscoveryBatch"], Look($"out/*/{id}").ErrorIds);
        }

        Assert.False(File.Exists(Folder.Find("set.looks.json")));
    }

    [Fact]
    public void A_part_of_the_discovery_batch_has_no_event_after_the_freeze()
    {
        Engine.Run(Freeze).Succeeded();
        Directory.Delete(Folder.Find("roots", "u3"), recursive: true);
        Aggregate("roots", "part");
        Assert.Equal(["BatchNotLater"], Look("out/*/part").ErrorIds);
    }

    [Fact]
    public void One_batch_given_twice_is_refused_by_its_content()
    {
        ScanLater();
        Aggregate("later", "third");
        Engine.Run(Freeze).Succeeded();
        Assert.Equal(["BatchTwice"], Look("out/*/second, out/*/third").ErrorIds);
        Assert.False(File.Exists(Folder.Find("set.looks.json")));
    }

    [Fact]
    public void Events_that_an_owner_was_seen_in_or_that_began_before_the_freeze_are_left_out()
    {
        // The same wallets: their old games again, one that began before the freeze and was not seen, and new ones.
        Write("more", "u", January, "a");
        Write("more", "u", January + 20, "late", add: true);
        Write("more", "u", March, "b", add: true);
        Aggregate("more", "second");
        Engine.Run(Freeze).Succeeded();
        var test = Look("out/*/second").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((20, 20, 160L, 160L, 160L), (test.Overlap.Owners, test.Overlap.OwnersSeen, test.Overlap.Events, test.Overlap.EventsSeen, test.Overlap.EventsBefore));
        Assert.Equal(160, test.Events);
    }

    [Fact]
    public void No_look_is_spent_on_the_owners_old_events_under_new_wallets_and_later_times()
    {
        Sign("roots", "0xu");
        Aggregate("roots", "signed");
        Engine.Run("Copy-Item roots moved -Recurse").Succeeded();
        Sign("moved", "0xw", static statistics =>
        {
            foreach (var row in statistics["segments"]!.AsObject().SelectMany(static s => s.Value!["pre_event"]!.AsArray()).Select(static row => row!.AsArray()))
            {
                foreach (var column in new[] { 6, row.Count - 2, row.Count - 1 }) // first_buy, first_time, last_time
                {
                    row[column] = (long)row[column]! + (86_400L * (March - January));
                }
            }
        });
        Aggregate("moved", "again");
        Engine.Run(Freeze.Replace("/first", "/signed", StringComparison.Ordinal)).Succeeded();
        Assert.Equal(["BatchNotLater"], Look("out/*/again").ErrorIds);
        Assert.False(File.Exists(Folder.Find("set.looks.json")));
    }

    [Fact]
    public void A_batch_whose_users_were_chosen_by_its_own_profits_tests_nothing()
    {
        Write("later", "v", March, "b");
        Engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId chosen -UserSelection Profit").Succeeded();
        Engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId inside -UserSelection Profit -SelectedUntil 2026-06-01").Succeeded();
        Engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId before -UserSelection Profit -SelectedUntil 2026-02-01").Succeeded();
        Engine.Run(Freeze).Succeeded();
        Assert.Equal(["BatchChosenByProfit"], Look("out/*/chosen").ErrorIds);
        Assert.Equal(["BatchNotLater"], Look("out/*/inside").ErrorIds);
        Look("out/*/before").Succeeded();
    }

    [Fact]
    public void The_same_scans_are_another_look_where_it_is_said_later_that_profits_chose_their_users()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "listed");
        Engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId chosen -UserSelection Profit -SelectedUntil 2026-03-02").Succeeded();
        Engine.Run(Freeze).Succeeded();
        var listed = Look("out/*/listed").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((1, false, 160L, null), (listed.Look, listed.IsRepeated, listed.Overlap.Events, listed.Overlap.ChosenUntil));

        // Of the eight days of games two are within the period, and are not said to lie before the freeze.
        var chosen = Look("out/*/chosen").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((2, false, 120L, 40L, "2026-03-02T23:59:59+00:00"), (chosen.Look, chosen.IsRepeated, chosen.Overlap.Events, chosen.Overlap.EventsBefore, chosen.Overlap.ChosenUntil));
        Assert.EndsWith("40 begun by 2026-03-02T23:59:59+00:00, until when users of a batch were chosen by profits", chosen.Overlap.ToString(), StringComparison.Ordinal);
        Assert.Equal([(1, true), (2, true)], new[] { "listed", "chosen" }.Select(id => Look($"out/*/{id}").Succeeded().All<HypothesisTest>()[0]).Select(static t => (t.Look, t.IsRepeated)));
    }

    /// <summary>Gives each user of a folder a wallet and a signature of their own, and changes their statistics.</summary>
    private void Sign(string folder, string wallet, Action<JsonNode>? change = null)
    {
        for (var u = 0; u < 20; u++)
        {
            var path = Folder.Find(folder, $"u{u}", "segment_statistics.json");
            var statistics = JsonNode.Parse(File.ReadAllText(path))!;
            statistics["wallet"] = $"{wallet}{u}";
            statistics["signature"] = new JsonArray([.. Enumerable.Range(0, 128).Select(i => (JsonNode)((1000 * u) + i))]);
            statistics["signed_positions"] = 24;
            change?.Invoke(statistics);
            File.WriteAllText(path, statistics.ToJsonString());
        }
    }
}
