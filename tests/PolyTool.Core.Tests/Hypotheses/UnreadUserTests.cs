using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.Hypotheses;

/// <summary>Users who never had statistics are no loss, and hide none.</summary>
public class UnreadUserTests
{
    // Any file is the batch: only its folder is named.
    private static readonly SavedBatch s_batch = SavedBatch.Open(typeof(UnreadUserTests).Assembly.Location);

    // 10 users: 7 with events, one of means alone; ann had none, and of bob's two runs the older counts for nothing but is there.
    private static readonly EvidenceBoard s_evidence = new()
    {
        Users = 8,
        UsersWithEvents = 7,
        UsersWithout = [new("ann", "no segment_statistics.json and no segment_analysis.json"), new("bob", UserWithoutEvidence.OlderRun)],
    };

    [Fact]
    public void Who_never_had_statistics_is_no_loss() => UnreadUser.RefuseLost(s_batch, s_evidence, [Gone("ann"), Gone("mia")]);

    [Fact]
    public void Who_had_some_is_one()
    {
        Assert.Equal("StatisticsUnreadable", Refused(Gone("mia"), Gone("cy")).Code);
        Assert.Equal("StatisticsUnreadable", Refused(Gone("ann"), Gone("ann"), Gone("mia")).Code);
        Assert.Equal("StatisticsUnreadable", Refused(Gone("mia"), Gone("bob")).Code);
    }

    [Fact]
    public void Damaged_statistics_were_statistics() =>
        Assert.Contains("'/roots/cy': not JSON.", Refused(new UnreadUser("cy", "/roots/cy", "not JSON")).Message, StringComparison.Ordinal);

    private static UnreadUser Gone(string name) => new(name, "/roots/" + name, null);

    private static Failure Refused(params UnreadUser[] unread) => Assert.Throws<Failure>(() => UnreadUser.RefuseLost(s_batch, s_evidence, unread));
}
