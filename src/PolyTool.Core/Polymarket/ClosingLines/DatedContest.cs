using System.Globalization;
using System.Text.RegularExpressions;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
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

/// <summary>The day on which a bet is decided, where its slug or its text names one: "by March 31, 2026", "on July 4".</summary>
internal static partial class BetDate
{
    // A day without a year is that of the market's end, give or take the time in which it is settled.
    private static readonly TimeSpan s_nearEnd = TimeSpan.FromDays(10);

    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The end of that day, UTC; null where none is named.</summary>
    public static DateTimeOffset? Of(MarketFacts market) =>
        (SlugDate.Of(market.Slug ?? "") ?? OfText(market.Question ?? "", market.EndDate))?.AddDays(1);

    // The last day named counts: of a range, its end.
    private static DateTimeOffset? OfText(string text, DateTimeOffset? end)
    {
        DateTimeOffset? last = null;
        foreach (Match match in Days().Matches(text))
        {
            var month = 1 + Array.IndexOf(s_months, match.Groups["month"].Value[..3].ToLowerInvariant());
            var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
            var date = match.Groups["year"] is { Success: true } year ? Date(int.Parse(year.Value, CultureInfo.InvariantCulture), month, day) : Nearest(month, day, end);
            last = date ?? last;
        }

        return last;
    }

    private static DateTimeOffset? Nearest(int month, int day, DateTimeOffset? end) => end is not { } near
        ? null
        : Enumerable.Range(near.Year - 1, 3).Select(y => Date(y, month, day)).FirstOrDefault(d => d is { } date && (date - near).Duration() <= s_nearEnd);

    private static DateTimeOffset? Date(int year, int month, int day) =>
        day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero) : null;

    [GeneratedRegex(
        @"\b(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s+(?<day>[0-9]{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?<year>20[0-9]{2})\b)?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: PatternTime.Limit)]
    private static partial Regex Days();
}
