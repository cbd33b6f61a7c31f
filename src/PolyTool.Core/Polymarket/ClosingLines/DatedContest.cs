using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>Tells a contest, which starts at some hour of its day, from a bet that is merely decided on a day.</summary>
internal static class DatedContest
{
    private static readonly string[] s_versus = ["vs", "v"];

    private static readonly string[] s_sportsTags = ["sports", "esports"];

    // Outcomes that say nothing of sides: the question is one of yes and no, of more and less.
    private static readonly HashSet<string> s_neutral = new(["yes", "no", "up", "down", "over", "under", "above", "below", "long", "short"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a market whose slug has a date is one of a contest on that day, whatever its sport.</summary>
    /// <param name="market">The market; null where Gamma does not know it.</param>
    /// <param name="facts">What it is classified by.</param>
    /// <param name="isSports">Whether its sport is known.</param>
    public static bool Is(MarketFacts? market, in MarketTraits facts, bool isSports) =>
        isSports
        || facts.EventTags.Any(t => s_sportsTags.Contains(t, StringComparer.OrdinalIgnoreCase))
        || HasTwoSides(facts.Question)
        || (market is { Outcomes: [var first, var second] } && !s_neutral.Contains(first) && !s_neutral.Contains(second));

    /// <summary>Whether it is one of a single game, which has a start even where none is known; unlike who wins a title.</summary>
    public static bool IsGame(in MarketTraits facts, bool isSports) =>
        (facts.SportsMarketType.Length > 0 && !IsOutright(facts.SportsMarketType)) || (isSports && HasTwoSides(facts.Question));

    private static bool IsOutright(string type) =>
        type.Contains("outright", StringComparison.OrdinalIgnoreCase) || type.Contains("future", StringComparison.OrdinalIgnoreCase);

    private static bool HasTwoSides(string question) => s_versus.Any(word => WholeWords.IndexOf(CaseText.Lower(question), word, 0) >= 0);
}
