using System.Text.RegularExpressions;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>
/// Names the game that a market belongs to, the same for all events that the services split it into: the main one, and its
/// children with more markets, halves, scores and corners. One instance serves one user.
/// </summary>
internal sealed partial class GameNames
{
    private readonly Dictionary<string, string> _byEvent = new(StringComparer.Ordinal);

    /// <summary>Learns the name of a market's event, for children of it that come later.</summary>
    public void Learn(MarketFacts market)
    {
        if (market is { EventId: { } id, EventSlug: { Length: > 0 } slug, ParentEventId: null })
        {
            _byEvent.TryAdd(id, Main(slug, IsGame(market)));
        }
    }

    /// <summary>The game of a position; null where nothing names an event.</summary>
    public string? Of(HeldPosition held, MarketFacts? market)
    {
        if (market?.ParentEventId is { } parent && _byEvent.TryGetValue(parent, out var known))
        {
            return known;
        }

        var slug = string.IsNullOrWhiteSpace(market?.EventSlug) ? held.EventSlug : market.EventSlug;
        if (string.IsNullOrWhiteSpace(slug))
        {
            return market?.ParentEventId ?? market?.EventId ?? held.EventId;
        }

        var main = Main(slug, IsGame(market));
        // A child whose slug does not say so.
        return market?.ParentEventId is { } unseen && main == slug ? unseen : main;
    }

    /// <summary>The slug of the main event: of a game all that follows its date (and a doubleheader's number) is a child's, else what is known to be.</summary>
    internal static string Main(string slug, bool isGame)
    {
        var match = isGame ? Dated().Match(slug) : Child().Match(slug);
        return match.Success ? match.Groups["main"].Value : slug;
    }

    private static bool IsGame(MarketFacts? market) => market is { SportsMarketType.Length: > 0 } or { GameStart: not null };

    // A point takes line ends too: a slug of dates with one at its end would be tried to that end from each of them.
    [GeneratedRegex(@"^(?<main>.+-20[0-9]{2}-[0-9]{2}-[0-9]{2}(?:-[0-9]{1,2}(?=-|$))?)(?:-.+)?$", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: PatternTime.Limit)]
    private static partial Regex Dated();

    [GeneratedRegex(
        "^(?<main>.+)-(?:more-markets|halftime-result|second-half-result|first-half-result|exact-score|first-to-score|total-corners|player-props|team-to-advance)$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: PatternTime.Limit)]
    private static partial Regex Child();
}
