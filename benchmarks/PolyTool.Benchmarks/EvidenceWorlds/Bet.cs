using System.Runtime.InteropServices;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>One position of one simulated user: what a scan would know of it.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Bet
{
    public int User;

    /// <summary>Names the token; the opposite one is another.</summary>
    public int Token;

    /// <summary>Names the game.</summary>
    public int Event;

    public int League;
    public int Type;

    /// <summary>UTC day of the anchor; of the first buy for a markout.</summary>
    public int Day;

    /// <summary>Unix seconds of the first buy.</summary>
    public long Time;

    public double FirstPrice;
    public double Average;
    public double AfterFive;
    public double Close;
    public double Notional;
    public double Shares;
    public bool Settled;

    /// <summary>Of the first buy, as the scan has it.</summary>
    public readonly int Tier => FirstPrice < 0.2 ? 0 : FirstPrice < 0.4 ? 1 : FirstPrice < 0.6 ? 2 : FirstPrice < 0.8 ? 3 : 4;
}

/// <summary>The 37 rows of a simulated board: 20 leagues, 5 sports, 3 categories, 5 price tiers, 4 market types.</summary>
internal static class Rows
{
    public const int Count = 37;

    public static readonly string[] Keys =
    [
        .. Enumerable.Range(0, 20).Select(i => $"league:league-{i:d2}"),
        .. Enumerable.Range(0, 5).Select(i => $"sport:sport-{i}"),
        .. Enumerable.Range(0, 3).Select(i => $"category:category-{i}"),
        "entry_price_tier:deep_underdog", "entry_price_tier:underdog", "entry_price_tier:coinflip", "entry_price_tier:favorite", "entry_price_tier:heavy_fav",
        .. Enumerable.Range(0, 4).Select(i => $"market_type:type-{i}"),
    ];

    /// <summary>Leagues that are better where a world has an effect: one in each of four sports.</summary>
    public static bool IsBetter(int league) => league % 5 == 0;

    /// <summary>The five rows that a bet is in.</summary>
    public static void Of(in Bet bet, Span<int> rows)
    {
        var sport = bet.League / 4;
        rows[0] = bet.League;
        rows[1] = 20 + sport;
        rows[2] = 25 + (sport / 2);
        rows[3] = 28 + bet.Tier;
        rows[4] = 33 + bet.Type;
    }
}
