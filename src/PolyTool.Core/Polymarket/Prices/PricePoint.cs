using System.Runtime.InteropServices;

namespace PolyTool.Core.Polymarket.Prices;

/// <summary>A price of a token at a time, as it came; it can be outside [0, 1].</summary>
/// <param name="Time">When; of a time span, its start.</param>
/// <param name="Price">USD a share.</param>
/// <param name="Span">The length of the time in which it was observed; zero for an exact observation.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PricePoint(DateTimeOffset Time, double Price, TimeSpan Span)
{
    // The finest grain of the services, and finer than any start of a game is known.
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(1);

    public bool IsValid => Price is >= 0 and <= 1;

    public bool IsTick => Span == TimeSpan.Zero;

    /// <summary>By when it was surely observed.</summary>
    public DateTimeOffset End => Time + Span;

    /// <summary>Whether it was surely observed by a time: of old markets there are prices of three hours only, and one that holds the start of a game may be of the game.</summary>
    public bool WasSeenBy(DateTimeOffset time) => End <= time + s_grace;

    /// <summary>How old it is at a time, at the least.</summary>
    public TimeSpan AgeAt(DateTimeOffset time) => time > End ? time - End : TimeSpan.Zero;
}
