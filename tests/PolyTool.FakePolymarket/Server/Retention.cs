using PolyTool.FakePolymarket.World;

namespace PolyTool.FakePolymarket.Server;

/// <summary>A price as the Data API still has it: of a time span, named by its start, or exact where the span is 0.</summary>
internal sealed record KeptPrice(long Time, double Price, long Span);

/// <summary>What the Data API keeps: minutes for a week, five minutes for sixty days, half hours for ninety, three hours for ever; and the payout at the end.</summary>
internal static class Retention
{
    /// <summary>The coarsest grain that a window is answered with.</summary>
    public const long FinestOfWindows = 1800;

    private const long Day = 86_400;

    public static List<KeptPrice> Of(PriceSeries series, long? now)
    {
        var kept = new List<KeptPrice>();
        foreach (var (time, price) in series.Points)
        {
            var isPayout = price is 0 or 1 && time == series.Points[^1].Time;
            if (isPayout || now is null)
            {
                kept.Add(new KeptPrice(time, price, price is 0 or 1 ? 0 : 60));
                continue;
            }

            var grain = (now.Value - time) switch
            {
                <= 7 * Day => 60L,
                <= 60 * Day => 300,
                <= 90 * Day => 1800,
                _ => 10_800,
            };
            var start = time / grain * grain;
            // The last price of a span stands for it.
            if (kept is [.., var last] && last.Time == start && last.Span == grain)
            {
                kept[^1] = last with { Price = price };
            }
            else
            {
                kept.Add(new KeptPrice(start, price, grain));
            }
        }

        return kept;
    }
}
