using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Fills;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Works out a position's entry from its fills; where they are not known, from the service's average over all buys.</summary>
internal static class PositionEntries
{
    // Shares below this are dust that rounding left.
    private const double Dust = 1e-6;

    /// <summary>The code of a position that was bought on after its anchor, at prices that only the average tells.</summary>
    public const string Continues = "ENTRY_CONTINUES_AFTER_CLOSE";

    /// <summary>The position with its entry price as it counts, and the entry.</summary>
    /// <param name="held">What the service says, and the fills.</param>
    /// <param name="anchor">The anchor, or the end of a markout; null where there is neither.</param>
    public static (HeldPosition Held, PositionEntry Entry) Of(HeldPosition held, DateTimeOffset? anchor)
    {
        if (held.Fills.Count == 0)
        {
            return OfService(held, anchor);
        }

        var entry = EntryOfFills.Of(held.Fills, anchor?.ToUnixTimeSeconds());
        // Only in play: shown, and not measured by any line.
        var price = entry.Average ?? EntryOfFills.Of(held.Fills, null).Average;
        return (held with { EntryPrice = price }, new PositionEntry
        {
            IsFromFills = true,
            FirstBuyTime = held.FirstEntry,
            FirstBuyPrice = entry.FirstBuyPrice,
            BoughtBefore = entry.BoughtBefore,
            CostBefore = entry.CostBefore,
            SoldBefore = entry.SoldBefore,
            HeldAt = entry.HeldAtAnchor,
            InPlayBuys = entry.BuysAfter,
            InPlayShares = entry.BoughtAfter,
        });
    }

    private static (HeldPosition Held, PositionEntry Entry) OfService(HeldPosition held, DateTimeOffset? anchor)
    {
        var entry = new PositionEntry { IsFromFills = false, FirstBuyTime = held.FirstEntry, HeldAt = held.TotalSize };
        if (!(held.FirstEntry < anchor && held.LastEvent > anchor) || held.EntryPrice is null)
        {
            return (held, entry);
        }
        // The last event may be a sale or a payout. Where nothing has left, it can only have been a buy.
        var nothingLeft = held.TotalSize - held.CurrentSize <= Dust;
        return (held with { EntryContinues = nothingLeft, Missing = [.. held.Missing, Continues] }, entry with { InPlayBuys = nothingLeft ? 1 : 0 });
    }
}
