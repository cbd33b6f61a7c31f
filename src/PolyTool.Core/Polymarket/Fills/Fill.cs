using System.Runtime.InteropServices;

namespace PolyTool.Core.Polymarket.Fills;

/// <summary>One fill of a user in one token, as small as it can be: a busy user has a hundred thousand.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Price">USD a share, in (0, 1].</param>
/// <param name="Size">Shares; below 0 where they were sold.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fill(long Time, double Price, double Size)
{
    /// <summary>By time; within a second the services know no order, so buys come first, then by price and size: sums are the same whatever order the feed had.</summary>
    public static int Compare(Fill one, Fill other) =>
        one.Time != other.Time ? one.Time.CompareTo(other.Time)
        : one.Size > 0 != other.Size > 0 ? (one.Size > 0 ? -1 : 1)
        : one.Price != other.Price ? one.Price.CompareTo(other.Price)
        : one.Size.CompareTo(other.Size);
}
