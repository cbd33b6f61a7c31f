using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Dossiers.Segments;


namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>The time before which a market's closing price is looked for.</summary>
/// <param name="Time">The anchor; null where no rung gave one.</param>
/// <param name="Source">The rung that gave it.</param>
/// <param name="Attempted">The rungs tried, in order.</param>
/// <param name="FailureReason">Why there is none.</param>
/// <param name="LargestAge">How old the price may be.</param>
internal sealed record Anchor(DateTimeOffset? Time, string? Source, IReadOnlyList<string> Attempted, string? FailureReason, TimeSpan LargestAge);

/// <summary>Climbs a table's ladder: the first rung that has a time wins.</summary>
internal sealed class AnchorFinder(SegmentTable table)
{
    private readonly SegmentClassifier classifier = new(table);

    // One list for each height of the ladder, shared by all positions: a busy user has tens of thousands.
    private readonly string[][] sportsTried = Heights(table.ClosingLine.For(sports: true));
    private readonly string[][] othersTried = Heights(table.ClosingLine.For(sports: false));

    /// <summary>The code of a game's slug that no table has; null where there is none.</summary>
    public string? UnknownLeague(MarketFacts? market, string? slug) => classifier.UnknownCode(TraitsOf(market, slug));

    /// <summary>The anchor of a market; of a market that Gamma does not know, by its slug.</summary>
    public Anchor Find(MarketFacts? market, string? slug)
    {
        var facts = TraitsOf(market, slug);
        var name = facts.Slug;
        var league = classifier.League(facts);
        var sports = facts.HasGameStart || facts.SportsMarketType.Length > 0 || classifier.Sport(facts, league) != SegmentTable.Unknown;
        var tried = sports ? sportsTried : othersTried;
        var height = 0;
        var settledBefore = false;
        foreach (var rung in table.ClosingLine.For(sports))
        {
            height++;
            if (TimeOf(rung.Time, market, name) is not { } given)
                continue;
            var time = rung.Anchor(given, league);
            // A market settled before its anchor (a game called off, say) has payouts there, not prices.
            if (market?.SettledAt is { } settled && time >= settled)
            {
                settledBefore = true;
                continue;
            }

            return new Anchor(time, rung.Source, tried[height], null, table.ClosingLine.MaxAge(sports));
        }

        var reason = settledBefore ? "SETTLED_BEFORE_ANCHOR" : market?.HasUnreadableTime == true ? "INVALID_CLOSE_TS_FORMAT" : "MISSING_CLOSE_TS_FIELDS";
        return new Anchor(null, null, tried[height], reason, table.ClosingLine.MaxAge(sports));
    }

    /// <summary>Whether the market's anchor hangs on its time of resolution, which is asked for apart.</summary>
    public bool NeedsResolution(MarketFacts market)
    {
        var attempted = Find(market, null).Attempted;
        return table.ClosingLine.Rungs.Any(r => r.Time == AnchorTime.Resolved && attempted.Contains(r.Source, StringComparer.Ordinal));
    }

    private static MarketTraits TraitsOf(MarketFacts? market, string? slug) =>
        new(market?.Slug ?? slug ?? "", market?.Question ?? "", market?.Category ?? "", market?.SportsMarketType ?? "", market?.Tags ?? [], market?.GameStart is not null);

    private static string[][] Heights(IEnumerable<AnchorRung> rungs)
    {
        string[] sources = [.. rungs.Select(r => r.Source)];
        return [.. Enumerable.Range(0, sources.Length + 1).Select(n => sources[..n])];
    }

    private static DateTimeOffset? TimeOf(AnchorTime time, MarketFacts? market, string slug) => time switch
    {
        AnchorTime.GameStart => market?.GameStart,
        AnchorTime.EventStart => market?.EventStart,
        AnchorTime.SlugDate => SlugDate.Of(slug),
        AnchorTime.Resolved => market?.ResolvedAt,
        AnchorTime.Closed => market?.ClosedTime,
        _ => market?.EndDate,
    };
}
