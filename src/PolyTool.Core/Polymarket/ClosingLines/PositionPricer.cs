using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.Prices;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>Finds a position's anchor, its entry before it, and its prices. One instance serves all users of a run.</summary>
internal sealed class PositionPricer(PriceReader prices, SegmentTable table)
{
    private const int FiveMinutes = 1;

    private readonly ClosingLineFinder _lines = new(prices);
    private readonly EntryContextFinder _contexts = new(prices);
    private readonly MarkoutFinder _markouts = new(prices);
    private readonly TakerFees _fees = new(table);

    /// <summary>Finds anchors; asks for nothing.</summary>
    public AnchorFinder Anchors { get; } = new(table);

    /// <param name="held">The position with its fills.</param>
    /// <param name="market">Its market.</param>
    /// <param name="asOf">The time that the scan is of.</param>
    /// <param name="lite">Whether the prices around entry are left out.</param>
    /// <param name="sharesWindows">Whether the other outcomes' lines are fetched along: they cost no request of their own, and another user may hold them.</param>
    /// <param name="inputs">Takes up what was read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<PricedPosition> PriceAsync(
        HeldPosition held, MarketFacts? market, DateTimeOffset asOf, bool lite, bool sharesWindows, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var anchor = ConditionIds.IsCombo(held.ConditionId) ? Anchor.OfCombo : Anchors.Find(market, held.Slug);
        var until = anchor.IsMarkout && held.FirstEntry is { } first ? MarkoutFinder.End(first, MarkoutFinder.Day, anchor) : anchor.Time;
        var (entered, entry) = PositionEntries.Of(held, until);
        // Lists of their own: the requests run side by side, and what is recorded does not hang on which ends first.
        var (ofLine, ofContext, ofMarkouts) = (new List<ScanInput>(1), new List<ScanInput>(1), new List<ScanInput>(2));
        var lineTask = _lines.FindAsync(entered, market, anchor, asOf, sharesWindows ? OtherTokens(market, held) : [], ofLine, cancellationToken);
        var contextTask = lite ? null : _contexts.FindAsync(entered, market, until, asOf, ofContext, cancellationToken);
        await Task.WhenAll(lineTask, contextTask ?? Task.CompletedTask).ConfigureAwait(false);
        var context = contextTask is null ? null : await contextTask.ConfigureAwait(false);
        var found = anchor.IsMarkout ? await _markouts.FindAsync(entered, market!, anchor, context, asOf, ofMarkouts, cancellationToken).ConfigureAwait(false) : null;
        inputs.AddRange(ofLine);
        inputs.AddRange(ofContext);
        inputs.AddRange(ofMarkouts);
        double? fee = context?.After[FiveMinutes].Price is { } price && market is not null ? _fees.CentsOf(market, price) : null;
        return new PricedPosition(entered, market, entry, await lineTask.ConfigureAwait(false), context, found, fee);
    }

    private static string[] OtherTokens(MarketFacts? market, HeldPosition held) =>
        market is null || !market.Tokens.Contains(held.TokenId, StringComparer.Ordinal) ? [] : [.. market.Tokens.Where(t => t != held.TokenId)];
}

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

/// <summary>What a taker pays in a market, by its category: shares × rate × p(1 - p). Makers pay nothing.</summary>
internal sealed class TakerFees(SegmentTable table)
{
    private static readonly (double Sports, double Other, List<(HashSet<string> Tags, double Rate)> Rates) s_table = Read();

    private readonly SegmentClassifier _classifier = new(table);

    /// <summary>The fee of a purchase, cents a share.</summary>
    /// <param name="market">The market.</param>
    /// <param name="price">USD a share.</param>
    public double CentsOf(MarketFacts market, double price) => 100 * RateOf(market) * price * (1 - price);

    private double RateOf(MarketFacts market)
    {
        foreach (var (tags, rate) in s_table.Rates)
        {
            if (market.Tags.Any(tags.Contains))
            {
                return rate;
            }
        }

        return _classifier.IsSports(MarketFacts.TraitsOf(market)) ? s_table.Sports : s_table.Other;
    }

    private static (double, double, List<(HashSet<string>, double)>) Read()
    {
        var table = JsonText.Parse(OwnResource.Read("taker_fees.json"));
        return (table["sports"]!.Number, table["other"]!.Number,
            [.. table["rates"]!.Items.Select(static r => (r["tags"]!.Items.Select(static t => t.Text).ToHashSet(StringComparer.OrdinalIgnoreCase), r["rate"]!.Number))]);
    }
}
