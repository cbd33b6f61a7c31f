namespace PolyTool.Core.Polymarket.Fills;

/// <summary>One fill of a user in one token, as small as it can be: a busy user has a hundred thousand.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Price">USD a share, in (0, 1].</param>
/// <param name="Size">Shares; below 0 where they were sold.</param>
internal readonly record struct Fill(long Time, double Price, double Size) : IComparable<Fill>
{
    /// <summary>By time; within a second the services know no order, so buys come first, then by price and size: sums are the same whatever order the feed had.</summary>
    public int CompareTo(Fill other) =>
        Time != other.Time ? Time.CompareTo(other.Time)
        : Size > 0 != other.Size > 0 ? (Size > 0 ? -1 : 1)
        : Price != other.Price ? Price.CompareTo(other.Price)
        : Size.CompareTo(other.Size);
}
