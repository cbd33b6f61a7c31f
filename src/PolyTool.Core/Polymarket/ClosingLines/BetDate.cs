using System.Globalization;
using System.Text.RegularExpressions;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.ClosingLines;

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
