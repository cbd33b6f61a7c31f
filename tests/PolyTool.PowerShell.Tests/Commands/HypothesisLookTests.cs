using PolyTool.Core.Hypotheses;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Looks at frozen hypotheses: what they find, what they spend, and when none is taken.</summary>
public sealed class HypothesisLookTests : HypothesisWorld
{
    [Fact]
    public void A_true_effect_is_confirmed_on_what_came_later_and_the_look_is_kept()
    {
        ScanLater();
        var set = Engine.Run(Freeze).Succeeded().All<HypothesisSet>().Single();
        Assert.Equal(("given", "2026-02-01T00:00:00+00:00", "first"), (set.Clock, set.FrozenAt, set.Batch.Id));
        var tests = Look("out/*/second").Succeeded().All<HypothesisTest>().ToDictionary(static t => t.Segment);
        Assert.Equal(("Confirmed", 1, 0.025, true), (tests["league:good"].Verdict, tests["league:good"].Look, tests["league:good"].Level, tests["league:good"].IsRehearsal));
        Assert.NotEqual("Confirmed", tests["league:even"].Verdict);
        Assert.Equal((20, 0, 160L, 0L), (tests["league:good"].Overlap.Owners, tests["league:good"].Overlap.OwnersSeen, tests["league:good"].Overlap.Events, tests["league:good"].Overlap.EventsSeen));
        var steps = Engine.Run("Get-HypothesisSet set.json").Succeeded().All<HypothesisStep>();
        Assert.Equal(["Proposed", "Proposed", "Confirmed"], steps.Where(static s => s.Segment == "league:good" || s.Step == "Proposed").Select(static s => s.Step));
        Assert.Equal((set.ContentHash, tests["league:good"].LookHash, "second"), (steps[0].Hash, steps[^1].Hash, steps[^1].Batches.Single().Id));
    }

    [Fact]
    public void Several_batches_are_one_test_and_what_they_share_counts_once()
    {
        Write("march", "v", March, "b");
        Write("april", "v", March, "b");
        Write("april", "v", March + 30, "c", add: true);
        Aggregate("march", "second");
        Aggregate("april", "third");
        Engine.Run(Freeze).Succeeded();
        var test = Look("out/*/second, out/*/third").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((20, 320L), (test.Owners, test.Events));
        Assert.Equal(["second", "third"], test.Batches.Select(static b => b.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_look_again_spends_nothing_and_another_spends_its_own()
    {
        ScanLater();
        Aggregate("later", "renamed");
        Write("april", "v", March + 30, "c");
        Aggregate("april", "third");
        Engine.Run(Freeze).Succeeded();
        var first = Look("out/*/second").Succeeded().All<HypothesisTest>()[0];
        var again = Look("out/*/renamed").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((1, true, first.P, first.LookHash), (again.Look, again.IsRepeated, again.P, again.LookHash));
        var second = Look("out/*/second, out/*/third").Succeeded().All<HypothesisTest>()[0];
        Assert.Equal((2, false, 0.008333333333), (second.Look, second.IsRepeated, second.Level));
    }

    [Fact]
    public void What_if_shows_no_result_and_keeps_nothing()
    {
        ScanLater();
        Engine.Run(Freeze + " -WhatIf").Succeeded();
        Assert.False(File.Exists(Folder.Find("set.json")));
        Engine.Run(Freeze).Succeeded();
        Assert.Empty(Engine.Run("Test-Hypothesis set.json out/*/second -WhatIf").Succeeded().Output);
        Assert.False(File.Exists(Folder.Find("set.looks.json")));
    }

    [Fact]
    public void No_look_is_spent_where_nothing_can_be_tested()
    {
        ScanLater();
        Engine.Run("New-HypothesisSet out/*/first set.json -Segment none:* -RehearseAt 2026-02-01").Succeeded();
        Assert.Equal(["NothingToTest"], Look("out/*/second").ErrorIds);

        // Four owners, where five are needed.
        Engine.Run(Freeze + " -Force; 4..19 | ForEach-Object { Remove-Item later/v$_ -Recurse }").Succeeded();
        Aggregate("later", "few");
        Assert.Equal(["NothingToTest"], Look("out/*/few").ErrorIds);
        Assert.False(File.Exists(Folder.Find("set.looks.json")));
    }

    [Fact]
    public void A_batch_whose_evidence_is_gone_tests_nothing()
    {
        Write("later", "v", March, "b");
        const string Chosen = "Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -UserSelection Profit -BatchId ";
        Engine.Run(Chosen + "bare -NoEvidence").Succeeded();
        Engine.Run(Chosen + "cut; Remove-Item out/*/cut/segment_evidence.json").Succeeded();
        Engine.Run(Freeze).Succeeded();
        foreach (var id in new[] { "bare", "cut" })
        {
            Assert.Equal(["EvidenceNotFound"], Look($"out/*/{id}").ErrorIds);
        }

        Assert.False(File.Exists(Folder.Find("set.looks.json")));
    }

    [Fact]
    public void A_freeze_and_a_look_refuse_a_batch_whose_run_roots_are_not_found()
    {
        // Recorded run roots are relative: in another folder none is found, and nothing would be known to have been seen.
        ScanLater();
        Engine.Run(Freeze).Succeeded();
        Directory.CreateDirectory(Folder.Find("elsewhere"));
        var frozen = Engine.Run("Set-Location elsewhere; try { New-HypothesisSet ../out/*/first set.json -RehearseAt 2025-01-01 } finally { Set-Location .. }");
        Assert.Equal(["StatisticsUnreadable"], frozen.ErrorIds);
        Assert.False(File.Exists(Folder.Find("elsewhere", "set.json")));
        var looked = Engine.Run("Set-Location elsewhere; try { Test-Hypothesis ../set.json ../out/*/second } finally { Set-Location .. }");
        Assert.Equal(["StatisticsUnreadable"], looked.ErrorIds);
    }

    [Theory]
    [InlineData("Remove-Item later/v3 -Recurse")]
    [InlineData("Remove-Item later/v3/segment_statistics.json")]
    [InlineData("Set-Content later/v3/segment_statistics.json '{'")]
    public void A_look_refuses_a_batch_that_lost_a_users_statistics(string loss)
    {
        ScanLater();
        Engine.Run($"{Freeze}; {loss}").Succeeded();
        Assert.Equal(["StatisticsUnreadable"], Look("out/*/second").ErrorIds);
        Assert.False(File.Exists(Folder.Find("set.looks.json")));

        // Said openly, in a batch of what is left, it is no loss.
        Aggregate("later", "left");
        Look("out/*/left").Succeeded();
    }
}
