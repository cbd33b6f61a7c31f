using System.Globalization;

namespace PolyTool.Core.Evidence;

/// <summary>
/// Whether a rule that stands in a file asks for what a rule can ask. Levels and error rates are computed from it, and 1 less a
/// level of -1 would allow an error of 200 %.
/// </summary>
internal static class EvidenceRuleCheck
{
    /// <summary>What is wrong with it, as the file names it; null where nothing is.</summary>
    /// <param name="rule">The rule.</param>
    public static string? Problem(EvidenceRule? rule)
    {
        if (rule is null)
        {
            return "it has no rule";
        }

        (string Name, double Value, double Least, double Most)[] limits =
        [
            ("level", rule.Level, 0.5, double.BitDecrement(1)),
            ("max_q", rule.MaxQ, double.Epsilon, 0.5),
            ("min_users", rule.MinUsers, 1, int.MaxValue),
            ("min_events", rule.MinEvents, 1, int.MaxValue),
            ("min_positions", rule.MinPositions, 1, int.MaxValue),
            ("min_days", rule.MinDays, 1, int.MaxValue),
            ("min_rest_owners", rule.MinRestOwners, 1, int.MaxValue),
            ("min_clv_coverage", rule.MinClvCoverage, 0, 1),
            ("max_top_user_share", rule.MaxTopUserShare, 0, 1),
            ("max_top_user_notional_share", rule.MaxTopUserNotionalShare, 0, 1),
            ("max_top_event_share", rule.MaxTopEventShare, 0, 1),
            ("extreme_price", rule.ExtremePrice, 0, 0.5),
            ("near_payout", rule.NearPayout, 0, 0.5),
            ("max_near_payout_share", rule.MaxNearPayoutShare, 0, 1),
            ("follower_spread", rule.FollowerSpread, 0, 100),
            ("bootstrap_samples", rule.BootstrapSamples, 0, 1_000_000),
            ("placebo_boards", rule.PlaceboBoards, 0, 1_000_000),
            ("detectable_in_errors", rule.DetectableInErrors, double.Epsilon, 100),
        ];
        foreach (var (name, value, least, most) in limits)
        {
            if (!(value >= least && value <= most))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name} of its rule is {value}, which no rule can ask for");
            }
        }

        return null;
    }
}
