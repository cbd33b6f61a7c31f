using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>Finds the anchor of a market by a table: the earliest start that is known, or, as the original does, the first rung that has a time.</summary>
internal sealed class AnchorFinder(SegmentTable table)
{
    private readonly SegmentClassifier _classifier = new(table);
    private readonly AnchorLadder _ladder = table.ClosingLine;

    // One list for each height of the ladder, shared by all positions: a busy user has tens of thousands.
    private readonly string[][] _sportsTried = Heights(table.ClosingLine.For(sports: true));
    private readonly string[][] _othersTried = Heights(table.ClosingLine.For(sports: false));

    /// <summary>The code of a game's slug that no table has; null where there is none.</summary>
    public string? UnknownLeague(MarketFacts? market, string? slug) => _classifier.UnknownCode(MarketFacts.TraitsOf(market, slug));

    /// <summary>The anchor of a market; of a market that Gamma does not know, by its slug.</summary>
    public Anchor Find(MarketFacts? market, string? slug)
    {
        var facts = MarketFacts.TraitsOf(market, slug);
        var name = facts.Slug;
        var league = _classifier.League(facts);
        var isSports = _classifier.IsSports(facts, league);
        return _ladder.EarliestStart ? EarliestStart(market, name, facts, league, isSports) : FirstRung(market, name, league, isSports);
    }

    /// <summary>Whether more hangs on the market's time of resolution than Gamma says; it is asked for apart.</summary>
    public bool NeedsResolution(MarketFacts market)
    {
        var anchor = Find(market, null);
        return anchor.IsMarkout ? market.ClosedTime is null : _ladder.Rungs.Any(r => r.Time == AnchorTime.Resolved && anchor.Attempted.Contains(r.Source, StringComparer.Ordinal));
    }

    private Anchor EarliestStart(MarketFacts? market, string name, in MarketTraits facts, string league, bool isSports)
    {
        var date = SlugDate.Of(name) ?? SlugDate.Of(market?.EventSlug ?? "");
        var isContest = date is not null && DatedContest.Is(market, facts, isSports);
        isSports |= isContest;
        var tried = isSports ? _sportsTried : _othersTried;
        var starts = new List<(DateTimeOffset Time, string Source)>(3);
        foreach (var rung in _ladder.For(isSports))
        {
            // The day alone says little; it counts where nothing says more.
            if (rung.Time == AnchorTime.SlugDate && (starts.Count > 0 || !isContest))
            {
                continue;
            }

            foreach (var given in rung.Time == AnchorTime.SlugDate ? [date!.Value] : TimesOf(rung.Time, market))
            {
                starts.Add((rung.Anchor(given, league), rung.Source));
            }
        }

        var none = new Anchor(null, null, tried[^1], null, _ladder.MaxAge(isSports));
        if (starts.Count == 0)
        {
            return market is null ? none with { FailureReason = "MISSING_CLOSE_TS_FIELDS" }
                : market.HasUnreadableStart ? none with { FailureReason = "INVALID_CLOSE_TS_FORMAT" }
                : DatedContest.IsGame(facts, isSports) ? none with { FailureReason = "MISSING_CLOSE_TS_FIELDS" }
                : none with { FailureReason = Anchor.NoStart, IsMarkout = true, DecidedBy = BetDate.Of(market) };
        }

        var (first, source) = starts.MinBy(s => s.Time);
        var last = starts.Max(s => s.Time);
        return WasCalledOff(market, first, last)
            ? none with { FailureReason = "SETTLED_BEFORE_ANCHOR" }
            : new Anchor(first, source, tried[^1], null, _ladder.MaxAge(isSports)) { LatestStart = last };
    }

    // Settled before it could start; or before it could start again, with the same for everybody.
    private static bool WasCalledOff(MarketFacts? market, DateTimeOffset first, DateTimeOffset last) =>
        market?.SettledAt is { } settled && (settled <= first || (settled <= last && market.Payouts is { } payouts && payouts.All(p => p == payouts[0])));

    private Anchor FirstRung(MarketFacts? market, string name, string league, bool isSports)
    {
        var tried = isSports ? _sportsTried : _othersTried;
        var height = 0;
        var settledBefore = false;
        foreach (var rung in _ladder.For(isSports))
        {
            height++;
            if ((rung.Time == AnchorTime.SlugDate ? SlugDate.Of(name) : TimesOf(rung.Time, market).Select(static t => (DateTimeOffset?)t).FirstOrDefault()) is not { } at)
            {
                continue;
            }

            var time = rung.Anchor(at, league);
            // A market settled before its anchor (a game called off, say) has payouts there, not prices.
            if (market?.SettledAt is { } settled && time >= settled)
            {
                settledBefore = true;
                continue;
            }

            return new Anchor(time, rung.Source, tried[height], null, _ladder.MaxAge(isSports));
        }

        var reason = settledBefore ? "SETTLED_BEFORE_ANCHOR" : market?.HasUnreadableTime == true ? "INVALID_CLOSE_TS_FORMAT" : "MISSING_CLOSE_TS_FIELDS";
        return new Anchor(null, null, tried[height], reason, _ladder.MaxAge(isSports));
    }

    private static string[][] Heights(IEnumerable<AnchorRung> rungs)
    {
        string[] sources = [.. rungs.Select(r => r.Source)];
        return [.. Enumerable.Range(0, sources.Length + 1).Select(n => sources[..n])];
    }

    // An event has a start of its own, and its market may name another.
    private static IEnumerable<DateTimeOffset> TimesOf(AnchorTime time, MarketFacts? market)
    {
        DateTimeOffset?[] times = time switch
        {
            AnchorTime.GameStart => [market?.GameStart],
            AnchorTime.EventStart => [market?.EventStart, market?.OwnEventStart],
            AnchorTime.Resolved => [market?.ResolvedAt],
            AnchorTime.Closed => [market?.ClosedTime],
            AnchorTime.EndDate => [market?.EndDate],
            _ => [],
        };
        return times.OfType<DateTimeOffset>();
    }
}

/// <summary>The time before which a market's closing price is looked for; or that it has no scheduled start, so that a markout stands in its place.</summary>
/// <param name="Time">The anchor; null where no rung gave one.</param>
/// <param name="Source">The rung that gave it.</param>
/// <param name="Attempted">The rungs tried, in order.</param>
/// <param name="FailureReason">Why there is none.</param>
/// <param name="LargestAge">How old the price may be.</param>
internal sealed record Anchor(DateTimeOffset? Time, string? Source, IReadOnlyList<string> Attempted, string? FailureReason, TimeSpan LargestAge)
{
    /// <summary>Nothing starts at a known time: what came of the entry is the price a fixed time later.</summary>
    public const string NoStart = "NO_SCHEDULED_START";

    /// <summary>Several bets in one start at no time of their own.</summary>
    public static Anchor OfCombo { get; } = new(null, null, [], "COMBO_HAS_NO_MARKET", TimeSpan.Zero);

    /// <summary>The latest start that any source names; after a postponement later than <see cref="Time"/>.</summary>
    public DateTimeOffset? LatestStart { get; init; }

    /// <summary>Whether the market is measured by a markout.</summary>
    public bool IsMarkout { get; init; }

    /// <summary>For a markout: the end of the day on which the bet is decided, where its slug or its text names one.</summary>
    public DateTimeOffset? DecidedBy { get; init; }
}
