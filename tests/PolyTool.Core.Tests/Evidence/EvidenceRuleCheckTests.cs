using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Hypotheses;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence;

/// <summary>A level of -1 would leave an error of 200 % for the looks; the other members are thresholds with a range too.</summary>
public class EvidenceRuleCheckTests
{
    public static TheoryData<string> Rules => [.. s_rules.Keys];

    private static readonly Dictionary<string, EvidenceRule> s_rules = new(StringComparer.Ordinal)
    {
        ["level is -1"] = new() { Level = -1 },
        ["level is 1"] = new() { Level = 1 },
        ["level is 0.4"] = new() { Level = 0.4 },
        ["max_q is 2"] = new() { MaxQ = 2 },
        ["min_users is 0"] = new() { MinUsers = 0 },
        ["min_days is -5"] = new() { MinDays = -5 },
        ["max_top_event_share is 1.5"] = new() { MaxTopEventShare = 1.5 },
        ["extreme_price is -0.1"] = new() { ExtremePrice = -0.1 },
    };

    [Fact]
    public void The_default_rule_has_no_problem() => Assert.Null(EvidenceRuleCheck.Problem(EvidenceRule.Default));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Evidence_and_sets_with_a_rule_that_none_can_be_are_refused(string name)
    {
        var words = name.Replace(" is ", " of its rule is ", StringComparison.Ordinal);
        var evidence = EvidenceWriter.ToBytes(Boards.Build([Boards.User(1, 3, ("league:x", 0))]) with { Rule = s_rules[name] });
        Assert.Contains(words, Assert.Throws<JsonTextException>(() => EvidenceReader.Read(evidence)).Message, StringComparison.Ordinal);
        var set = HypothesisSetFile.ToBytes(new HypothesisSet { FrozenAt = "2026-02-20T18:00:00+00:00", Rule = s_rules[name] });
        var refused = Assert.Throws<Failure>(() => HypothesisSetFile.Read(set));
        Assert.Equal("NotAHypothesisSet", refused.Code);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }
}
