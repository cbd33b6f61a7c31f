using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// The prices m that a row's tested values f start from. From m a share can lose 100 m cents and win 100 (1 - m): a fair
/// price that goes all the way to a payout has the variance 10,000 m (1 - m).
/// </summary>
/// <param name="Events">Events with the tested value.</param>
/// <param name="Sum">Sum of m.</param>
/// <param name="Room">Sum of 10,000 m (1 - m), cents squared.</param>
/// <param name="Squares">Sum of f².</param>
/// <param name="NearPayout">Events whose close lies near 0 or 1.</param>
/// <param name="Payouts">Events whose close is 0 or 1.</param>
/// <param name="Rare">Sum of min(m, 1 - m): the rare outcomes to be expected if every close were a payout.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StartPrices(long Events, double Sum, double Room, double Squares, long NearPayout, long Payouts, double Rare)
{
    public double Mean => Sum / Events;

    public static StartPrices Of(Member[] members, TestMeasure measure, EvidenceRule rule)
    {
        long events = 0, near = 0, payouts = 0;
        double sum = 0, room = 0, squares = 0, rare = 0;
        foreach (var member in members)
        {
            foreach (ref readonly var point in member.Figures.Events.AsSpan())
            {
                var value = point.Value(measure);
                if (double.IsNaN(value))
                {
                    continue;
                }

                var price = point.Start(measure);
                events++;
                sum += price;
                room += 10_000 * price * (1 - price);
                squares += value * value;
                rare += Math.Min(price, 1 - price);
                payouts += point.Close is 0 or 1 ? 1 : 0;
                near += point.Close <= rule.NearPayout || point.Close >= 1 - rule.NearPayout ? 1 : 0;
            }
        }

        return new StartPrices(events, sum, room, squares, near, payouts, rare);
    }

    public StartPrices Plus(in StartPrices other) =>
        new(Events + other.Events, Sum + other.Sum, Room + other.Room, Squares + other.Squares, NearPayout + other.NearPayout, Payouts + other.Payouts, Rare + other.Rare);
}
