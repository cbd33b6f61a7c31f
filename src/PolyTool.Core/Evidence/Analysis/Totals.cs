using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>A segment's plain sums over its users.</summary>
internal sealed record Totals(
    long Positions, long ClvPositions, long Ties, long Resolved, long Wins, long BeatBase,
    double BeatSum, double Notional, double ClvNotional, double PercentNotionalSum)
{
    public static Totals Of(Member[] members)
    {
        long positions = 0, clv = 0, ties = 0, resolved = 0, wins = 0, beatBase = 0;
        double beat = 0, notional = 0, clvNotional = 0, weighted = 0;
        foreach (var (_, figures) in members)
        {
            positions += figures.Positions;
            clv += figures.ClvPositions;
            ties += figures.Ties;
            resolved += figures.Resolved;
            wins += figures.Wins;
            beatBase += figures.BeatBase;
            beat += figures.BeatSum;
            notional += figures.Notional;
            clvNotional += figures.ClvNotional;
            weighted += figures.PercentNotionalSum;
        }

        return new Totals(positions, clv, ties, resolved, wins, beatBase, beat, notional, clvNotional, weighted);
    }
}
