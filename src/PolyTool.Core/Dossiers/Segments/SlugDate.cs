using System.Globalization;
using System.Text.RegularExpressions;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>The date in the slug of a game, e.g. <c>nba-lal-bos-2026-01-01</c>.</summary>
internal static partial class SlugDate
{
    /// <summary>The last date of a slug, at 00:00 UTC; null where there is none.</summary>
    public static DateTimeOffset? Of(string slug)
    {
        DateTimeOffset? last = null;
        foreach (var match in Dates().EnumerateMatches(slug))
        {
            if (DateTimeOffset.TryParseExact(
                slug.AsSpan(match.Index + 1, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            {
                last = date;
            }
        }

        return last;
    }

    [GeneratedRegex(@"-20[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: PatternTime.Limit)]
    private static partial Regex Dates();
}
