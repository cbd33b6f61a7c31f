using System.Text;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Json;
using PolyTool.Core.Tests.Batches;

namespace PolyTool.Core.Tests.Hypotheses;

public class HypothesisSetFileTests
{
    private static readonly string s_hash = new('0', 64);

    private static readonly HypothesisSet s_set = new()
    {
        FrozenAt = "2026-02-20T18:00:00+00:00",
        Batch = new("b", "2026-02-20T17:00:00+00:00", s_hash),
        Hypotheses = [new Hypothesis { Segment = "league:nba", Variant = "pre_event", SmallestEffect = 0.5, Mean = 1.25 }],
        Seen = [new SeenUser("0x1", 12, SeenEvents.PackSignature([.. Enumerable.Range(0, 128).Select(static i => (uint)i * 33_333_333)]), SeenEvents.Pack([3, 1, 2, 1]))],
    };

    [Fact]
    public void A_set_is_read_back_as_it_was_frozen()
    {
        var set = HypothesisSetFile.Read(HypothesisSetFile.ToBytes(s_set));
        Assert.Equal(("league:nba", 1.25, 64), (set.Hypotheses[0].Segment, set.Hypotheses[0].Mean!.Value, set.ContentHash.Length));
        Assert.Equal([1UL, 2UL, 3UL], SeenEvents.Unpack(set.Seen[0].Events));
        Assert.Equal(99_999_999U, SeenEvents.UnpackSignature(set.Seen[0].Signature)![3]);
    }

    [Fact]
    public void The_published_schemas_say_what_the_files_are_and_leave_out_no_key()
    {
        Assert.Empty(JsonSchema.Load("hypothesis_set").Errors(JsonText.Parse(HypothesisSetFile.ToBytes(s_set))));
        Assert.Empty(JsonSchema.Load("hypothesis_set").Errors(JsonText.Parse(HypothesisSetFile.ToBytes(s_set with { Batch = new("b", "", s_hash), After = new("a.json", s_hash, "") }))));
        Assert.NotEmpty(JsonSchema.Load("hypothesis_set").Errors(JsonValue.EmptyObject));
        var file = Path.Combine(Directory.CreateTempSubdirectory("polytool-looks-").FullName, "set.json");
        var set = HypothesisSetFile.Seal(s_set);
        var looks = HypothesisLooksFile.Read(file, set);
        HypothesisLooksFile.Add(file, set, looks, new LookEntry
        {
            At = "2026-03-20T18:00:00+00:00",
            Look = 1,
            Level = 0.025,
            Batches = [new("b", "", s_hash)],
            Results = [new HypothesisResult { Segment = "league:nba", Variant = "pre_event" }],
        });
        looks = HypothesisLooksFile.Read(file, set);
        HypothesisLooksFile.Add(file, set, looks, new LookEntry { At = "2026-03-20T18:00:00+00:00", Parked = [new("league:nba", "pre_event")], Reason = "why" });
        var tree = JsonText.Parse(File.ReadAllBytes(HypothesisLooksFile.Beside(file)));
        Assert.Empty(JsonSchema.Load("hypothesis_looks").Errors(tree));
        Assert.Equal(2, HypothesisLooksFile.Read(file, set).Entries.Count);

        // Whoever looked at the same time: the second is told, and the first look is not lost.
        Assert.Equal("HypothesisSetBusy", Assert.Throws<Failure>(() => HypothesisLooksFile.Add(file, set, looks, new LookEntry())).Code);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("\"entries\": [", "\"Entries\": [")]
    [InlineData("\"entries\": [", "\"no entries\": [")]
    [InlineData("{\n  \"entries\": [", "{\n  \"entries\": [],\n  \"entries\": [")]
    [InlineData("\n  \"set\"", "\n  \"entries\": [],\n  \"set\"")]
    [InlineData("\n  \"set\"", "\n  \"note\": 1,\n  \"set\"")]
    [InlineData("\"form\": 1,", "")]
    [InlineData("\n  \"set\"", "\n   \"set\"")]
    public void Looks_that_hide_entries_from_their_hashes_are_refused(string old, string other)
    {
        using var folder = new TestBatch();
        var file = Path.Combine(folder.Folder, "set.json");
        var set = HypothesisSetFile.Seal(s_set);
        HypothesisLooksFile.Add(file, set, HypothesisLooksFile.Read(file, set), new LookEntry { At = "2026-03-20T18:00:00+00:00", Look = 1, Level = 0.025, Results = [new HypothesisResult { Segment = "league:nba", P = 0.1234567891 }] });
        var text = File.ReadAllText(HypothesisLooksFile.Beside(file));
        File.WriteAllText(HypothesisLooksFile.Beside(file), text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Single(HypothesisLooksFile.Read(file, set).Entries);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(HypothesisLooksFile.Beside(file), text.Replace(old, other, StringComparison.Ordinal));
        Assert.Equal("HypothesisLooksChanged", Assert.Throws<Failure>(() => HypothesisLooksFile.Read(file, set)).Code);
    }

    [Fact]
    public void The_lock_is_the_sets_own_and_no_lock_of_the_user_is_touched()
    {
        using var folder = new TestBatch();
        var set = HypothesisSetFile.Seal(s_set);
        File.WriteAllText(Path.Combine(folder.Folder, ".lock"), "mine");
        using (DirectoryLock.TryTake(folder.Folder, "other.looks.lock"))
        {
            var file = Path.Combine(folder.Folder, "set.json");
            HypothesisLooksFile.Add(file, set, HypothesisLooksFile.Read(file, set), new LookEntry { At = "2026-03-20T18:00:00+00:00" });
            var other = Path.Combine(folder.Folder, "other.json");
            Assert.Equal("HypothesisSetBusy", Assert.Throws<Failure>(() => HypothesisLooksFile.Add(other, set, HypothesisLooksFile.Read(other, set), new LookEntry())).Code);
        }

        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder.Folder, ".lock")));
        Assert.Equal([".lock", "set.looks.json"], Directory.GetFiles(folder.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("set.looks.json")]
    [InlineData("set.LOOKS.json")]
    [InlineData("set.txt")]
    [InlineData("set")]
    public void A_set_has_no_name_under_which_it_would_take_the_looks_of_another(string name)
    {
        using var folder = new TestBatch();
        var file = Path.Combine(folder.Folder, name);
        Assert.Equal("HypothesisSetName", Assert.Throws<Failure>(() => HypothesisSetFile.Write(file, s_set)).Code);
        File.WriteAllBytes(file, HypothesisSetFile.ToBytes(s_set));
        Assert.Equal("HypothesisSetName", Assert.Throws<Failure>(() => HypothesisChain.Read(file)).Code);
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_said_of_the_set_and_its_looks()
    {
        using var folder = new TestBatch();
        var file = Path.Combine(folder.Folder, "set.json");
        HypothesisSetFile.Write(file, s_set);
        var set = HypothesisSetFile.Read(file);
        Directory.CreateDirectory(HypothesisLooksFile.Beside(file));
        Assert.Equal("HypothesisSetUnreadable", Assert.Throws<Failure>(() => HypothesisChain.Read(file)).Code);
        var nowhere = Path.Combine(file, "below a file", "set.json");
        Assert.Equal("HypothesisSetNotWritten", Assert.Throws<Failure>(() => HypothesisLooksFile.Add(nowhere, set, new HypothesisLooks { Set = set.ContentHash }, new LookEntry())).Code);
        Assert.Equal("HypothesisSetNotWritten", Assert.Throws<Failure>(() => HypothesisSetFile.Write(nowhere, set)).Code);
    }

    [Fact]
    public void A_set_edited_by_one_byte_is_refused_whichever()
    {
        var bytes = HypothesisSetFile.ToBytes(s_set);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] = changed[i] == (byte)'7' ? (byte)'8' : (byte)'7';
            Refused(changed);
            Refused([.. bytes[..i], .. bytes[(i + 1)..]]); // one less
            Refused([.. bytes[..i], (byte)' ', .. bytes[i..]]); // one more, even where JSON does not mind
        }

        Refused([.. bytes, (byte)'\n']);
    }

    [Fact]
    public void Line_ends_of_another_system_change_nothing()
    {
        var text = Encoding.UTF8.GetString(HypothesisSetFile.ToBytes(s_set)).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(HypothesisSetFile.Seal(s_set).ContentHash, HypothesisSetFile.Read(Encoding.UTF8.GetBytes(text)).ContentHash);
    }

    [Fact]
    public void A_set_of_the_old_form_is_refused_by_name()
    {
        var old = HypothesisSetFile.ToBytes(s_set with { Form = 1 });
        Assert.Equal("HypothesisSetOld", Assert.Throws<Failure>(() => HypothesisSetFile.Read(old)).Code);
    }

    [Fact]
    public void Ten_thousand_wallets_of_sixty_events_take_sixteen_megabytes_at_most()
    {
        var one = new SeenUser("0x" + new string('a', 40), 1000, s_set.Seen[0].Signature, SeenEvents.Pack(Enumerable.Range(0, 60).Select(static i => (ulong)i)));
        var set = s_set with { Seen = [.. Enumerable.Repeat(one, 100)] };
        Assert.InRange(HypothesisSetFile.ToBytes(set).Length * 100L, 10_000_000, 16_000_000);
    }

    private static void Refused(byte[] bytes)
    {
        var error = Assert.Throws<Failure>(() => HypothesisSetFile.Read(bytes));
        Assert.True(error.Code is "HypothesisSetChanged" or "NotAHypothesisSet" or "HypothesisSetOld", error.Code);
    }
}
