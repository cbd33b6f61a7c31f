using System.Globalization;
using System.Text.Json.Nodes;
using PolyTool.Core.Batches;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Hypotheses from freezing to their looks, and each way in which what was seen before could come back as evidence.</summary>
[Collection(AloneCollection.Name)] // it sets SOURCE_DATE_EPOCH, which is the process's
public sealed class HypothesisCommandTests : IDisposable
{
    private const string Freeze = "New-HypothesisSet out/*/first set.json -Segment league:good, league:even -Direction Above -RehearseAt 2026-02-01";

    /// <summary>Days since 1970 of 2026-01-01 and of 2026-03-01.</summary>
    private const int January = 20_454, March = 20_513;

    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public HypothesisCommandTests()
    {
        _engine = new HostedEngine { Location = _folder.Path };
        Write("roots", "u", January, "a");
        Aggregate("roots", "first");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_true_effect_is_confirmed_on_what_came_later_and_the_look_is_kept()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        var set = _engine.Run(Freeze).Succeeded().All<HypothesisSet>().Single();
        Assert.Equal(("given", "2026-02-01T00:00:00+00:00", "first"), (set.Clock, set.FrozenAt, set.Batch.Id));
        var tests = Look("out/*/second").Succeeded().All<HypothesisTest>().ToDictionary(static t => t.Segment);
        Assert.Equal(("Confirmed", 1, 0.025, true), (tests["league:good"].Verdict, tests["league:good"].Look, tests["league:good"].Level, tests["league:good"].IsRehearsal));
        Assert.NotEqual("Confirmed", tests["league:even"].Verdict);
        Assert.Equal((20, 0, 160L, 0L), (tests["league:good"].Overlap.Owners, tests["league:good"].Overlap.OwnersSeen, tests["league:good"].Overlap.Events, tests["league:good"].Overlap.EventsSeen));
        var steps = _engine.Run("Get-HypothesisSet set.json").Succeeded().All<HypothesisStep>();
        Assert.Equal(["Proposed", "Proposed", "Confirmed"], steps.Where(static s => s.Segment == "league:good" || s.Step == "Proposed").Select(static s => s.Step));
        Assert.Equal((set.ContentHash, tests["league:good"].LookHash, "second"), (steps[0].Hash, steps[^1].Hash, steps[^1].Batches.Single().Id));
    }

    [Fact]
    public void The_discovery_batch_is_refused_also_aggregated_again_under_another_name_and_from_another_place()
    {
        _engine.Run(Freeze).Succeeded();
        Aggregate("roots", "again");
        _engine.Run("Copy-Item roots elsewhere -Recurse").Succeeded();
        Aggregate("elsewhere", "moved");
        foreach (var id in new[] { "first", "again", "moved" })
        {
            Assert.Equal(["DiscoveryBatch"], Look($"out/*/{id}").ErrorIds);
        }

        Assert.False(File.Exists(_folder.Find("set.looks.json")));
    }

    [Fact]
    public void A_part_of_the_discovery_batch_has_no_event_after_the_freeze()
    {
        _engine.Run(Freeze).Succeeded();
        Directory.Delete(_folder.Find("roots", "u3"), recursive: true);
        Aggregate("roots", "part");
        Assert.Equal(["BatchNotLater"], Look("out/*/part").ErrorIds);
    }

    [Fact]
    public void One_batch_given_twice_is_refused_by_its_content()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        Aggregate("later", "third");
        _engine.Run(Freeze).Succeeded();
        Assert.Equal(["BatchTwice"], Look("out/*/second, out/*/third").ErrorIds);
        Assert.False(File.Exists(_folder.Find("set.looks.json")));
    }

    [Fact]
    public void Source_date_epoch_does_not_set_the_time_of_a_freeze()
    {
        _engine.Run("$env:SOURCE_DATE_EPOCH = '1577836800'; try { New-HypothesisSet out/*/first set.json } finally { $env:SOURCE_DATE_EPOCH = $null }").Succeeded();
        var set = HypothesisSetFile.Read(_folder.Find("set.json"));
        Assert.Equal("system", set.Clock);
        Assert.InRange(DateTimeOffset.Parse(set.FrozenAt, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);
        Assert.Equal(["DiscoveryBatch"], Look("out/*/first").ErrorIds);
    }

    [Fact]
    public void A_clock_set_back_is_noticed()
    {
        // Frozen before what the batch has seen; looked at before the freeze; frozen before the set that it follows.
        Assert.Equal(["ClockSetBack"], _engine.Run("New-HypothesisSet out/*/first early.json -RehearseAt 2026-01-04").ErrorIds);
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run("New-HypothesisSet out/*/first set.json -RehearseAt 2100-01-01").Succeeded();
        Assert.Equal(["ClockSetBack"], Look("out/*/second").ErrorIds);
        Assert.Equal(["ClockSetBack"], _engine.Run("New-HypothesisSet out/*/first next.json -After set.json -RehearseAt 2026-02-01").ErrorIds);

        // A batch from a time that is still to come.
        Write("to come", "w", 47_500, "c");
        Aggregate("to come", "tocome");
        _engine.Run("New-HypothesisSet out/*/first now.json").Succeeded();
        Assert.Equal(["ClockSetBack"], _engine.Run("Test-Hypothesis now.json out/*/tocome").ErrorIds);
    }

    [Fact]
    public void Events_that_an_owner_was_seen_in_or_that_began_before_the_freeze_are_left_out()
    {
        // The same wallets: their old games again, one that began before the freeze and was not seen, and new ones.
        Write("more", "u", January, "a");
        Write("more", "u", January + 20, "late", add: true);
        Write("more", "u", March, "b", add: true);
        Aggregate("more", "second");
        _engine.Run(Freeze).Succeeded();
        var test = Look("out/*/second").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((20, 20, 160L, 160L, 160L), (test.Overlap.Owners, test.Overlap.OwnersSeen, test.Overlap.Events, test.Overlap.EventsSeen, test.Overlap.EventsBefore));
        Assert.Equal(160, test.Events);
    }

    [Fact]
    public void Several_batches_are_one_test_and_what_they_share_counts_once()
    {
        Write("march", "v", March, "b");
        Write("april", "v", March, "b");
        Write("april", "v", March + 30, "c", add: true);
        Aggregate("march", "second");
        Aggregate("april", "third");
        _engine.Run(Freeze).Succeeded();
        var test = Look("out/*/second, out/*/third").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((20, 320L), (test.Owners, test.Events));
        Assert.Equal(["second", "third"], test.Batches.Select(static b => b.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_look_again_spends_nothing_and_another_spends_its_own()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        Aggregate("later", "renamed");
        Write("april", "v", March + 30, "c");
        Aggregate("april", "third");
        _engine.Run(Freeze).Succeeded();
        var first = Look("out/*/second").Succeeded().All<HypothesisTest>()[0];
        var again = Look("out/*/renamed").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((1, true, first.P, first.LookHash), (again.Look, again.IsRepeated, again.P, again.LookHash));
        var second = Look("out/*/second, out/*/third").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((2, false, 0.008333333333), (second.Look, second.IsRepeated, second.Level));
    }

    [Fact]
    public void What_if_shows_no_result_and_keeps_nothing()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run(Freeze + " -WhatIf").Succeeded();
        Assert.False(File.Exists(_folder.Find("set.json")));
        _engine.Run(Freeze).Succeeded();
        Assert.Empty(_engine.Run("Test-Hypothesis set.json out/*/second -WhatIf").Succeeded().Output);
        Assert.False(File.Exists(_folder.Find("set.looks.json")));
    }

    [Fact]
    public void An_edited_set_and_edited_looks_are_refused()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run(Freeze).Succeeded();
        Look("out/*/second").Succeeded();
        Edit("set.looks.json", "Confirmed", "confirmed");
        Assert.Equal(["HypothesisLooksChanged"], Look("out/*/second").ErrorIds);
        Assert.Equal(["HypothesisLooksChanged"], _engine.Run("Get-HypothesisSet set.json").ErrorIds);
        Edit("set.json", "league:good", "league:best");
        Assert.Equal(["HypothesisSetChanged"], Look("out/*/second").ErrorIds);
    }

    [Fact]
    public void A_set_of_the_old_form_and_another_file_are_refused_by_name()
    {
        File.WriteAllText(_folder.Find("set.json"), "{\"form\": 1, \"content_hash\": \"\", \"hypotheses\": []}");
        Assert.Equal(["HypothesisSetOld"], Look("out/*/first").ErrorIds);
        File.WriteAllText(_folder.Find("set.json"), "{}");
        Assert.Equal(["NotAHypothesisSet"], Look("out/*/first").ErrorIds);
    }

    [Fact]
    public void A_chain_shows_its_failures_and_one_that_does_not_fit_is_refused()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run(Freeze).Succeeded();
        Look("out/*/second").Succeeded();
        _engine.Run("New-HypothesisSet out/*/second next.json -After set.json -Segment league:good -RehearseAt 2026-04-01").Succeeded();
        var steps = _engine.Run("Get-HypothesisSet next.json").Succeeded().All<HypothesisStep>();
        Assert.Equal(["set.json", "next.json"], steps.Select(static s => s.File).Distinct());
        Assert.Equal(5, steps.Count);

        // Looks that are taken back, a predecessor that is another set, one that is gone, one elsewhere.
        var looks = File.ReadAllBytes(_folder.Find("set.looks.json"));
        File.Delete(_folder.Find("set.looks.json"));
        Assert.Equal(["HypothesisChainBroken"], _engine.Run("Get-HypothesisSet next.json").ErrorIds);
        File.WriteAllBytes(_folder.Find("set.looks.json"), looks);
        _engine.Run("Get-HypothesisSet next.json").Succeeded();
        _engine.Run("Remove-Item set.looks.json; New-HypothesisSet out/*/first set.json -Force -RehearseAt 2026-02-02").Succeeded();
        Assert.Equal(["HypothesisChainBroken"], _engine.Run("Test-Hypothesis next.json out/*/second").ErrorIds);
        File.Delete(_folder.Find("set.json"));
        Assert.Equal(["HypothesisChainBroken"], _engine.Run("Test-Hypothesis next.json out/*/second").ErrorIds);
        _engine.Run("New-Item -ItemType Directory other; New-HypothesisSet out/*/first other/set.json").Succeeded();
        Assert.Equal(["HypothesisChainBroken"], _engine.Run("New-HypothesisSet out/*/first third.json -After other/set.json").ErrorIds);
    }

    [Fact]
    public void A_set_that_was_looked_at_is_not_replaced_even_by_force()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run(Freeze).Succeeded();
        Assert.Equal(["HypothesisSetExists"], _engine.Run(Freeze).ErrorIds);
        _engine.Run(Freeze + " -Force").Succeeded();
        Look("out/*/second").Succeeded();
        Assert.Equal(["HypothesisSetLookedAt"], _engine.Run(Freeze + " -Force").ErrorIds);
    }

    [Fact]
    public void What_is_parked_is_tested_no_more_and_shown_with_its_reason()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run(Freeze).Succeeded();
        Assert.Equal(["ParkNeedsReason"], _engine.Run("Get-HypothesisSet set.json -Park league:even").ErrorIds);
        _engine.Run("Get-HypothesisSet set.json -Park league:even -Reason 'no idea behind it' -WhatIf").Succeeded();
        Assert.False(File.Exists(_folder.Find("set.looks.json")));
        var step = _engine.Run("Get-HypothesisSet set.json -Park league:even -Reason 'no idea behind it'").Succeeded().All<HypothesisStep>()[^1];
        Assert.Equal(("Parked", "league:even", "no idea behind it"), (step.Step, step.Segment, step.Reason));
        var tests = Look("out/*/second").Succeeded().All<HypothesisTest>();
        Assert.Equal(["Parked", "Confirmed"], tests.OrderBy(static t => t.Segment, StringComparer.Ordinal).Select(static t => t.Verdict));
        Assert.Equal(1, tests[0].Look);
    }

    [Fact]
    public void A_batch_whose_users_were_chosen_by_its_own_profits_tests_nothing()
    {
        Write("later", "v", March, "b");
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId chosen -UserSelection Profit").Succeeded();
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId inside -UserSelection Profit -SelectedUntil 2026-06-01").Succeeded();
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId before -UserSelection Profit -SelectedUntil 2026-02-01").Succeeded();
        _engine.Run(Freeze).Succeeded();
        Assert.Equal(["BatchChosenByProfit"], Look("out/*/chosen").ErrorIds);
        Assert.Equal(["BatchNotLater"], Look("out/*/inside").ErrorIds);
        Look("out/*/before").Succeeded();
    }

    [Fact]
    public void A_batch_whose_evidence_is_gone_tests_nothing()
    {
        Write("later", "v", March, "b");
        const string Chosen = "Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -UserSelection Profit -BatchId ";
        _engine.Run(Chosen + "bare -NoEvidence").Succeeded();
        _engine.Run(Chosen + "cut; Remove-Item out/*/cut/segment_evidence.json").Succeeded();
        _engine.Run(Freeze).Succeeded();
        foreach (var id in new[] { "bare", "cut" })
        {
            Assert.Equal(["EvidenceNotFound"], Look($"out/*/{id}").ErrorIds);
        }

        Assert.False(File.Exists(_folder.Find("set.looks.json")));
    }

    [Fact]
    public void A_freeze_and_a_look_refuse_a_batch_whose_run_roots_are_not_found()
    {
        // Recorded run roots are relative: in another folder none is found, and nothing would be known to have been seen.
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run(Freeze).Succeeded();
        Directory.CreateDirectory(_folder.Find("elsewhere"));
        var frozen = _engine.Run("Set-Location elsewhere; try { New-HypothesisSet ../out/*/first set.json -RehearseAt 2025-01-01 } finally { Set-Location .. }");
        Assert.Equal(["StatisticsUnreadable"], frozen.ErrorIds);
        Assert.False(File.Exists(_folder.Find("elsewhere", "set.json")));
        var looked = _engine.Run("Set-Location elsewhere; try { Test-Hypothesis ../set.json ../out/*/second } finally { Set-Location .. }");
        Assert.Equal(["StatisticsUnreadable"], looked.ErrorIds);
    }

    [Theory]
    [InlineData("Remove-Item later/v3 -Recurse")]
    [InlineData("Remove-Item later/v3/segment_statistics.json")]
    [InlineData("Set-Content later/v3/segment_statistics.json '{'")]
    public void A_look_refuses_a_batch_that_lost_a_users_statistics(string loss)
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run($"{Freeze}; {loss}").Succeeded();
        Assert.Equal(["StatisticsUnreadable"], Look("out/*/second").ErrorIds);
        Assert.False(File.Exists(_folder.Find("set.looks.json")));

        // Said openly, in a batch of what is left, it is no loss.
        Aggregate("later", "left");
        Look("out/*/left").Succeeded();
    }

    [Fact]
    public void No_look_is_spent_on_the_owners_old_events_under_new_wallets_and_later_times()
    {
        Sign("roots", "0xu");
        Aggregate("roots", "signed");
        _engine.Run("Copy-Item roots moved -Recurse").Succeeded();
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
        _engine.Run(Freeze.Replace("/first", "/signed", StringComparison.Ordinal)).Succeeded();
        Assert.Equal(["BatchNotLater"], Look("out/*/again").ErrorIds);
        Assert.False(File.Exists(_folder.Find("set.looks.json")));
    }

    [Fact]
    public void No_look_is_spent_where_nothing_can_be_tested()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
        _engine.Run("New-HypothesisSet out/*/first set.json -Segment none:* -RehearseAt 2026-02-01").Succeeded();
        Assert.Equal(["NothingToTest"], Look("out/*/second").ErrorIds);

        // Four owners, where five are needed.
        _engine.Run(Freeze + " -Force; 4..19 | ForEach-Object { Remove-Item later/v$_ -Recurse }").Succeeded();
        Aggregate("later", "few");
        Assert.Equal(["NothingToTest"], Look("out/*/few").ErrorIds);
        Assert.False(File.Exists(_folder.Find("set.looks.json")));
    }

    [Fact]
    public void The_same_scans_are_another_look_where_it_is_said_later_that_profits_chose_their_users()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "listed");
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId chosen -UserSelection Profit -SelectedUntil 2026-03-02").Succeeded();
        _engine.Run(Freeze).Succeeded();
        var listed = Look("out/*/listed").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((1, false, 160L, null), (listed.Look, listed.IsRepeated, listed.Overlap.Events, listed.Overlap.ChosenUntil));

        // Of the eight days of games two are within the period, and are not said to lie before the freeze.
        var chosen = Look("out/*/chosen").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((2, false, 120L, 40L, "2026-03-02T23:59:59+00:00"), (chosen.Look, chosen.IsRepeated, chosen.Overlap.Events, chosen.Overlap.EventsBefore, chosen.Overlap.ChosenUntil));
        Assert.EndsWith("40 begun by 2026-03-02T23:59:59+00:00, until when users of a batch were chosen by profits", chosen.Overlap.ToString(), StringComparison.Ordinal);
        Assert.Equal([(1, true), (2, true)], new[] { "listed", "chosen" }.Select(id => Look($"out/*/{id}").Succeeded().All<HypothesisTest>()[0]).Select(static t => (t.Look, t.IsRepeated)));
    }

    [Fact]
    public void Just_the_rows_of_a_verdict_are_frozen()
    {
        var rows = _engine.Run("Get-HypothesisLeaderboard out/*/first -Verdict Supported").Succeeded().All<SegmentRow>().Select(static r => r.Segment).Order(StringComparer.Ordinal);
        var set = _engine.Run("New-HypothesisSet out/*/first supported.json -Verdict Supported").Succeeded().All<HypothesisSet>().Single();
        Assert.Equal(rows, set.Hypotheses.Select(static h => h.Segment));
        Assert.Equal(("Above", 0.5, "Supported"), (set.Hypotheses[0].Direction, set.Hypotheses[0].SmallestEffect, set.Hypotheses[0].Verdict));
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId bare -NoEvidence").Succeeded();
        Assert.Equal(["EvidenceNotFound"], _engine.Run("New-HypothesisSet out/*/bare bare.json").ErrorIds);
    }

    private EngineRun Look(string batches) => _engine.Run($"Test-Hypothesis set.json {batches}");

    private void Aggregate(string roots, string id) =>
        _engine.Run($"Invoke-BatchRun -AggregateOnly -RunRoots '{roots}' -OutputRoot out -BatchId {id}").Succeeded().All<BatchRun>();

    /// <summary>Gives each user of a folder a wallet and a signature of their own, and changes their statistics.</summary>
    private void Sign(string folder, string wallet, Action<JsonNode>? change = null)
    {
        for (var u = 0; u < 20; u++)
        {
            var path = _folder.Find(folder, $"u{u}", "segment_statistics.json");
            var statistics = JsonNode.Parse(File.ReadAllText(path))!;
            statistics["wallet"] = $"{wallet}{u}";
            statistics["signature"] = new JsonArray([.. Enumerable.Range(0, 128).Select(i => (JsonNode)((1000 * u) + i))]);
            statistics["signed_positions"] = 24;
            change?.Invoke(statistics);
            File.WriteAllText(path, statistics.ToJsonString());
        }
    }

    private void Edit(string file, string from, string to)
    {
        var path = _folder.Find(file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Twenty users with eight games each: in league:good prices rise by three cents more than in league:even and league:poor.</summary>
    private void Write(string folder, string prefix, int day, string games, bool add = false)
    {
        for (var u = 0; u < 20; u++)
        {
            var root = _folder.Find(folder, $"{prefix}{u}");
            var path = Path.Combine(root, "segment_statistics.json");
            Directory.CreateDirectory(root);
            File.WriteAllText(Path.Combine(root, "coverage_reconciliation_report.json"), "{\"clv_coverage\": {\"coverage_rate\": 1.0}}");
            File.WriteAllText(
                Path.Combine(root, "hypothesis_candidates.json"),
                $$$"""{"user_slug": "{{{prefix}}}{{{u}}}", "wallet": "0x{{{prefix}}}{{{u}}}", "generated_at": "2026-02-01T00:00:00+00:00", "candidates": [{"segment_key": "league:good", "rank": 1, "metrics": {"count": 10, "notional_weighted_avg_clv_pct": 0.1}, "denominators": {"count_used": 10, "weight_used": 100.0, "weighting": "notional"}}]}""");
            var statistics = add ? JsonNode.Parse(File.ReadAllText(path))!
                : JsonNode.Parse($$$$"""{"form": 2, "activity": {}, "generated_at": "2026-02-01T00:00:00+00:00", "run_id": "{{{{games}}}}", "user": "{{{{prefix}}}}{{{{u}}}}", "wallet": "0x{{{{prefix}}}}{{{{u}}}}", "segments": {"league:good": {"pre_event": []}, "league:even": {"pre_event": []}, "league:poor": {"pre_event": []}}}""")!;
            Random random = new((100 * day) + u);
            foreach (var (league, cents) in new[] { ("good", 3), ("even", 0), ("poor", -3) })
            {
                for (var e = 0; e < 8; e++)
                {
                    var close = (0.5 + (0.01 * cents) + (0.06 * (random.NextDouble() - 0.5))).ToString("G6", CultureInfo.InvariantCulture);
                    var time = 86_400L * (day + e);
                    statistics["segments"]!["league:" + league]!["pre_event"]!.AsArray().Add(JsonNode.Parse(
                        $"[\"{games}-{prefix}{u}-{e}\",{day + e},2,100,1,100,{time + 3600},0.5,0.5,null,0.5,null,null,{close},0.1,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,{time + 7200},{time + 7200}]"));
                }
            }

            File.WriteAllText(path, statistics.ToJsonString());
        }
    }
}
