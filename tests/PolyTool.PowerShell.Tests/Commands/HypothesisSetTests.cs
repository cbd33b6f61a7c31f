using System.Globalization;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>Sets of frozen hypotheses: when they are frozen, what they hold, and that nobody changes them afterwards.</summary>
[Collection(AloneCollection.Name)] // it sets SOURCE_DATE_EPOCH, which is the process's
public sealed class HypothesisSetTests : HypothesisWorld
{
    [Fact]
    public void Source_date_epoch_does_not_set_the_time_of_a_freeze()
    {
        Engine.Run("$env:SOURCE_DATE_EPOCH = '1577836800'; try { New-HypothesisSet out/*/first set.json } finally { $env:SOURCE_DATE_EPOCH = $null }").Succeeded();
        var set = HypothesisSetFile.Read(Folder.Find("set.json"));
        Assert.Equal("system", set.Clock);
        Assert.InRange(DateTimeOffset.Parse(set.FrozenAt, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);
        Assert.Equal(["DiscoveryBatch"], Look("out/*/first").ErrorIds);
    }

    [Fact]
    public void A_clock_set_back_is_noticed()
    {
        // Frozen before what the batch has seen; looked at before the freeze; frozen before the set that it follows.
        Assert.Equal(["ClockSetBack"], Engine.Run("New-HypothesisSet out/*/first early.json -RehearseAt 2026-01-04").ErrorIds);
        ScanLater();
        Engine.Run("New-HypothesisSet out/*/first set.json -RehearseAt 2100-01-01").Succeeded();
        Assert.Equal(["ClockSetBack"], Look("out/*/second").ErrorIds);
        Assert.Equal(["ClockSetBack"], Engine.Run("New-HypothesisSet out/*/first next.json -After set.json -RehearseAt 2026-02-01").ErrorIds);

        // A batch from a time that is still to come.
        Write("to come", "w", 47_500, "c");
        Aggregate("to come", "tocome");
        Engine.Run("New-HypothesisSet out/*/first now.json").Succeeded();
        Assert.Equal(["ClockSetBack"], Engine.Run("Test-Hypothesis now.json out/*/tocome").ErrorIds);
    }

    [Fact]
    public void Just_the_rows_of_a_verdict_are_frozen()
    {
        var rows = Engine.Run("Get-HypothesisLeaderboard out/*/first -Verdict Supported").Succeeded().All<SegmentRow>().Select(static r => r.Segment).Order(StringComparer.Ordinal);
        var set = Engine.Run("New-HypothesisSet out/*/first supported.json -Verdict Supported").Succeeded().All<HypothesisSet>().Single();
        Assert.Equal(rows, set.Hypotheses.Select(static h => h.Segment));
        Assert.Equal(("Above", 0.5, "Supported"), (set.Hypotheses[0].Direction, set.Hypotheses[0].SmallestEffect, set.Hypotheses[0].Verdict));
        Engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots roots -OutputRoot out -BatchId bare -NoEvidence").Succeeded();
        Assert.Equal(["EvidenceNotFound"], Engine.Run("New-HypothesisSet out/*/bare bare.json").ErrorIds);
    }

    [Fact]
    public void A_set_of_the_old_form_and_another_file_are_refused_by_name()
    {
        File.WriteAllText(Folder.Find("set.json"), "{\"form\": 1, \"content_hash\": \"\", \"hypotheses\": []}");
        Assert.Equal(["HypothesisSetOld"], Look("out/*/first").ErrorIds);
        File.WriteAllText(Folder.Find("set.json"), "{}");
        Assert.Equal(["NotAHypothesisSet"], Look("out/*/first").ErrorIds);
    }

    [Fact]
    public void A_set_that_was_looked_at_is_not_replaced_even_by_force()
    {
        ScanLater();
        Engine.Run(Freeze).Succeeded();
        Assert.Equal(["HypothesisSetExists"], Engine.Run(Freeze).ErrorIds);
        Engine.Run(Freeze + " -Force").Succeeded();
        Look("out/*/second").Succeeded();
        Assert.Equal(["HypothesisSetLookedAt"], Engine.Run(Freeze + " -Force").ErrorIds);
    }

    [Fact]
    public void What_is_parked_is_tested_no_more_and_shown_with_its_reason()
    {
        ScanLater();
        Engine.Run(Freeze).Succeeded();
        Assert.Equal(["ParkNeedsReason"], Engine.Run("Get-HypothesisSet set.json -Park league:even").ErrorIds);
        Engine.Run("Get-HypothesisSet set.json -Park league:even -Reason 'no idea behind it' -WhatIf").Succeeded();
        Assert.False(File.Exists(Folder.Find("set.looks.json")));
        var step = Engine.Run("Get-HypothesisSet set.json -Park league:even -Reason 'no idea behind it'").Succeeded().All<HypothesisStep>()[^1];
        Assert.Equal(("Parked", "league:even", "no idea behind it"), (step.Step, step.Segment, step.Reason));
        var tests = Look("out/*/second").Succeeded().All<HypothesisTest>();
        Assert.Equal(["Parked", "Confirmed"], tests.OrderBy(static t => t.Segment, StringComparer.Ordinal).Select(static t => t.Verdict));
        Assert.Equal(1, tests[0].Look);
    }

    [Fact]
    public void An_edited_set_and_edited_looks_are_refused()
    {
        ScanLater();
        Engine.Run(Freeze).Succeeded();
        Look("out/*/second").Succeeded();
        Edit("set.looks.json", "Confirmed", "confirmed");
        Assert.Equal(["HypothesisLooksChanged"], Look("out/*/second").ErrorIds);
        Assert.Equal(["HypothesisLooksChanged"], Engine.Run("Get-HypothesisSet set.json").ErrorIds);
        Edit("set.json", "league:good", "league:best");
        Assert.Equal(["HypothesisSetChanged"], Look("out/*/second").ErrorIds);
    }

    [Fact]
    public void A_chain_shows_its_failures_and_one_that_does_not_fit_is_refused()
    {
        ScanLater();
        Engine.Run(Freeze).Succeeded();
        Look("out/*/second").Succeeded();
        Engine.Run("New-HypothesisSet out/*/second next.json -After set.json -Segment league:good -RehearseAt 2026-04-01").Succeeded();
        var steps = Engine.Run("Get-HypothesisSet next.json").Succeeded().All<HypothesisStep>();
        Assert.Equal(["set.json", "next.json"], steps.Select(static s => s.File).Distinct());
        Assert.Equal(5, steps.Count);

        // Looks that are taken back, a predecessor that is another set, one that is gone, one elsewhere.
        var looks = File.ReadAllBytes(Folder.Find("set.looks.json"));
        File.Delete(Folder.Find("set.looks.json"));
        Assert.Equal(["HypothesisChainBroken"], Engine.Run("Get-HypothesisSet next.json").ErrorIds);
        File.WriteAllBytes(Folder.Find("set.looks.json"), looks);
        Engine.Run("Get-HypothesisSet next.json").Succeeded();
        Engine.Run("Remove-Item set.looks.json; New-HypothesisSet out/*/first set.json -Force -RehearseAt 2026-02-02").Succeeded();
        Assert.Equal(["HypothesisChainBroken"], Engine.Run("Test-Hypothesis next.json out/*/second").ErrorIds);
        File.Delete(Folder.Find("set.json"));
        Assert.Equal(["HypothesisChainBroken"], Engine.Run("Test-Hypothesis next.json out/*/second").ErrorIds);
        Engine.Run("New-Item -ItemType Directory other; New-HypothesisSet out/*/first other/set.json").Succeeded();
        Assert.Equal(["HypothesisChainBroken"], Engine.Run("New-HypothesisSet out/*/first third.json -After other/set.json").ErrorIds);
    }

    private void Edit(string file, string from, string to)
    {
        var path = Folder.Find(file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
    }
}
