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
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StartPrices(long Events, double Sum, double Room, double Squares, long NearPayout, long Payouts)
{
    public double Mean => Sum / Events;

    public static StartPrices Of(Member[] members, TestMeasure measure, EvidenceRule rule)
    {
        long events = 0, near = 0, payouts = 0;
        double sum = 0, room = 0, squares = 0;
        foreach (var member in members)
        {
            foreach (ref readonly var point in member.Figures.Events)
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
                payouts += point.Close is 0 or 1 ? 1 : 0;
                near += point.Close <= rule.NearPayout || point.Close >= 1 - rule.NearPayout ? 1 : 0;
            }
        }

        return new StartPrices(events, sum, room, squares, near, payouts);
    }

    public StartPrices Plus(in StartPrices other) =>
        new(Events + other.Events, Sum + other.Sum, Room + other.Room, Squares + other.Squares, NearPayout + other.NearPayout, Payouts + other.Payouts);

    /// <summary>
    /// How many rare outcomes, each of the same weight, would show what the row shows if every close were a payout: Σ r over its events, squared, over
    /// Σ n r, r = min(m, 1 - m) and n the owners in an event's game (Kish's effective size of weights n). A game that many hold has
    /// its rare outcome once, whatever it weighs.
    /// </summary>
    public static double RareOutcomes(Member[] members, TestMeasure measure)
    {
        var owners = new Dictionary<ulong, int>();
        foreach (var member in members)
        {
            foreach (ref readonly var point in member.Figures.Events)
            {
                if (!double.IsNaN(point.Value(measure)))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(owners, point.Id, out _)++;
                }
            }
        }

        double rare = 0, weighed = 0;
        foreach (var member in members)
        {
            foreach (ref readonly var point in member.Figures.Events)
            {
                if (!double.IsNaN(point.Value(measure)))
                {
                    var price = point.Start(measure);
                    rare += Math.Min(price, 1 - price);
                    weighed += owners[point.Id] * Math.Min(price, 1 - price);
                }
            }
        }

        return rare > 0 ? rare * (rare / weighed) : 0;
    }
}

/// <summary>What a row tells the other rows of its board: its prices, and whose they are.</summary>
/// <param name="Variant">The row's variant.</param>
/// <param name="Measure">What is tested of it.</param>
/// <param name="Prices">Where the tested values start, and where they end.</param>
internal sealed record RowPrices(string Variant, TestMeasure Measure, StartPrices Prices)
{
    /// <summary>The prices of a row.</summary>
    public static RowPrices Of(Row row) => new(row.Name.Variant, row.Stratum.Measure, row.Prices);
}
