using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>A position with its entry and all prices that were found for it.</summary>
/// <param name="Held">The position; its entry price is the one that counts.</param>
/// <param name="Market">Its market; null where Gamma does not know it.</param>
/// <param name="Entry">How it was entered.</param>
/// <param name="Line">Its closing line.</param>
/// <param name="Context">Prices around the first buy; null where they were not asked for.</param>
/// <param name="Markouts">What came of it where the market has no scheduled start; null where it has one.</param>
/// <param name="TakerFeeCents">The fee of somebody who follows, cents a share.</param>
internal sealed record PricedPosition(
    HeldPosition Held, MarketFacts? Market, PositionEntry Entry, PositionClosingLine Line, PositionEntryContext? Context, PositionMarkouts? Markouts, double? TakerFeeCents);
