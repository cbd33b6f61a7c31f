using PolyTool.Core.Batches;
using PolyTool.Core.Hypotheses;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>The files of frozen hypotheses at the cmdlets: their names, their times, and what cannot be written.</summary>
[Collection(AloneCollection.Name)] // it sets the zone, which is the process's
public sealed class HypothesisFilesTests : IDisposable
{
    private const string Park = "Get-HypothesisSet set.json -Park league:nba -Reason why";

    private readonly ScratchFolder _folder = new();
    private readonly HostedEngine _engine;

    public HypothesisFilesTests()
    {
        _engine = new HostedEngine(80) { Location = _folder.Path };
        _folder.Copy(Checkout.Find("samples", "later"), "later");
        _engine.Run("Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId b").Succeeded();
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_name_under_which_a_set_would_take_the_looks_of_another_is_refused()
    {
        _engine.Run("New-HypothesisSet out set.json").Succeeded();
        _engine.Run(Park).Succeeded();
        var looks = File.ReadAllBytes(_folder.Find("set.looks.json"));
        Assert.Equal(["HypothesisSetName"], _engine.Run("New-HypothesisSet out set.looks.json -Force").ErrorIds);
        Assert.Equal(["HypothesisSetName"], _engine.Run("New-HypothesisSet out set.txt").ErrorIds);
        Assert.Equal(looks, File.ReadAllBytes(_folder.Find("set.looks.json")));
        Assert.False(File.Exists(_folder.Find("set.txt")));
        _engine.Run("Copy-Item set.json set.txt").Succeeded();
        Assert.Equal(["HypothesisSetName"], _engine.Run("Get-HypothesisSet set.txt").ErrorIds);
    }

    [Fact]
    public void A_lock_file_of_the_user_stays()
    {
        _folder.Write(".lock", "mine");
        _engine.Run("New-HypothesisSet out set.json").Succeeded();
        _engine.Run(Park).Succeeded();
        Assert.Equal("mine", File.ReadAllText(_folder.Find(".lock")));
        Assert.False(File.Exists(_folder.Find("set.looks.lock")));
    }

    [Theory]
    [InlineData("2026-06-01", "2026-06-01T00:00:00+00:00")]
    [InlineData("([datetime] '2026-06-01')", "2026-06-01T00:00:00+00:00")]
    [InlineData("'2026-06-01T01:00+02:00'", "2026-05-31T23:00:00+00:00")]
    [InlineData("([datetimeoffset] '2026-06-01T01:00+02:00')", "2026-05-31T23:00:00+00:00")]
    public void A_time_without_a_zone_is_utc_wherever_the_machine_stands(string time, string frozen) => InTokyo(() =>
    {
        var set = _engine.Run($"New-HypothesisSet out set.json -RehearseAt {time}").Succeeded().All<HypothesisSet>().Single();
        Assert.Equal(frozen, set.FrozenAt);
    });

    [Theory]
    [InlineData("2026-06-01")]
    [InlineData("([datetime] '2026-06-01')")]
    [InlineData("(Get-Date '2026-06-01')")]
    [InlineData("'2026-06-01T01:00+02:00'")]
    [InlineData("([datetimeoffset] '2026-06-01T01:00+02:00')")]
    public void A_day_is_the_one_that_was_written_wherever_the_machine_stands(string day) => InTokyo(() =>
    {
        var run = _engine.Run($"Invoke-BatchRun -AggregateOnly -RunRoots later -OutputRoot out -BatchId chosen -UserSelection Profit -SelectedUntil {day}").Succeeded().Single<BatchRun>();
        Assert.Contains("\"selected_until\": 20605", File.ReadAllText(Path.Join(run.BatchRoot, "segment_evidence.json")), StringComparison.Ordinal);
    });

    [Fact]
    public void What_cannot_be_written_or_read_is_said_of_the_set_not_of_the_batch()
    {
        _engine.Run("New-HypothesisSet out set.json; $null = New-Item -ItemType Directory folder.json, taken.looks.json; Copy-Item set.json taken.json").Succeeded();
        Assert.Equal(["HypothesisSetNotWritten"], _engine.Run("New-HypothesisSet out folder.json -Force").ErrorIds);
        Assert.Equal(["HypothesisSetNotWritten"], _engine.Run("New-HypothesisSet out set.json/below.json").ErrorIds);
        Assert.Equal(["HypothesisSetUnreadable"], _engine.Run("Get-HypothesisSet taken.json").ErrorIds);
        Assert.Equal(["HypothesisSetUnreadable"], _engine.Run("Test-Hypothesis taken.json out").ErrorIds);
    }

    [Fact]
    public void Two_kinds_of_line_of_one_segment_are_told_apart_and_parked_apart()
    {
        Hypothesis one = new() { Segment = "category:Crypto currencies", Variant = "pre_event", SmallestEffect = 1 };
        var set = HypothesisSetFile.Seal(new HypothesisSet { FrozenAt = "2026-06-01T00:00:00+00:00", Hypotheses = [one with { Variant = "markout_24h" }, one] });
        HypothesisSetFile.Write(_folder.Find("two.json"), set);
        _engine.Set("claims", set.Hypotheses);
        Assert.Contains("category:Crypto cu… (24 h) ", _engine.Print("$claims"), StringComparison.Ordinal);
        Assert.Contains("category:C… (24 h) ", _engine.Print("Get-HypothesisSet two.json"), StringComparison.Ordinal);
        _engine.Set("tests", set.Hypotheses.Select(h => new HypothesisTest(new HypothesisResult { Segment = h.Segment, Variant = h.Variant }) { Hypothesis = h }).ToArray());
        var shown = _engine.Print("$tests");
        Assert.Contains("category:Crypt… (24 h) ", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));

        var parked = _engine.Run("Get-HypothesisSet two.json -Park category:* -Variant markout_24h -Reason why").Succeeded().All<HypothesisStep>().Where(static s => s.Step == "Parked");
        Assert.Equal(["markout_24h"], parked.Select(static s => s.Variant));
        Assert.Equal(["ParkNeedsReason"], _engine.Run("Get-HypothesisSet two.json -Variant markout_24h").ErrorIds);
    }

    [Fact]
    public void A_handle_with_an_at_sign_is_the_user_of_that_handle()
    {
        _engine.Run("foreach ($name in '@amber-badger', 'amber-badger') { Invoke-BatchRun -User $name -ScanScript { param($user) \"later/$($user.TrimStart('@'))\" } -OutputRoot two -BatchId ($name -replace '@', 'at-') }").Succeeded();
        var comparison = _engine.Run("Compare-HypothesisLeaderboard at-amber-badger amber-badger -OutputRoot two").Succeeded().All<LeaderboardComparison>().Single();
        Assert.Empty(comparison.UsersAdded);
        Assert.Empty(comparison.UsersRemoved);
    }

    [Fact]
    public void What_if_says_what_a_look_would_cost_and_on_what_and_no_result()
    {
        Hypothesis claim = new() { Segment = "league:nba", Variant = "pre_event", SmallestEffect = 1 };
        HypothesisSetFile.Write(_folder.Find("set.json"), new HypothesisSet { FrozenAt = "2026-02-21T00:00:00+00:00", Batch = new("a", "", ""), Hypotheses = [claim] });
        var said = _engine.Print("Test-Hypothesis set.json out -WhatIf").ReplaceLineEndings(" ");
        Assert.Matches(@"look 1 at level 0\.025: [1-9][0-9]* owners \(0 seen before\) with [1-9][0-9]* new\s+events", said);
        Assert.DoesNotContain("Confirmed", said, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Find("set.looks.json")));
        var test = _engine.Run("Test-Hypothesis set.json out").Succeeded().All<HypothesisTest>().Single();
        var list = string.Concat(_engine.Print("Test-Hypothesis set.json out | Format-List").Where(static c => !char.IsWhiteSpace(c)));
        Assert.Contains("Lookhash:" + test.LookHash, list, StringComparison.Ordinal);
        Assert.Equal(test.LookHash, _engine.Run("Get-HypothesisSet set.json").Succeeded().All<HypothesisStep>()[^1].Hash);
    }

    private static void InTokyo(Action test)
    {
        var zone = Environment.GetEnvironmentVariable("TZ");
        try
        {
            Environment.SetEnvironmentVariable("TZ", "Asia/Tokyo"); // not read on Windows, where the machine's zone stands
            TimeZoneInfo.ClearCachedData();
            test();
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
