using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>A segment's plain sums over its users.</summary>
internal sealed record Totals(long Positions, long ClvPositions, long Resolved, long Wins, double Notional, double ClvNotional, double PercentNotionalSum, double Money)
{
    public static Totals Of(Member[] members)
    {
        long positions = 0, clv = 0, resolved = 0, wins = 0;
        double notional = 0, clvNotional = 0, weighted = 0, money = 0;
        foreach (var member in members)
        {
            ref readonly var figures = ref member.Figures;
            positions += figures.Positions;
            clv += figures.ClvPositions;
            resolved += figures.Resolved;
            wins += figures.Wins;
            notional += figures.Notional;
            clvNotional += figures.ClvNotional;
            weighted += figures.PercentNotionalSum;
            money += figures.Money;
        }

        return new Totals(positions, clv, resolved, wins, notional, clvNotional, weighted, money);
    }
}
