using System.Globalization;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>The forms in which the services write times. All are read as UTC where they name no offset.</summary>
internal static class ApiTime
{
    private static readonly string[] s_forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFzz",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
        "MMMM d, yyyy",
    ];

    // In seconds this would be the year 5138; in milliseconds it is 1973, before any market.
    private const long LatestSeconds = 100_000_000_000;

    /// <summary>The time that a text names; null where it names none. 1970-01-01 means "none" to the services.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (Number(text) is { } number)
        {
            return FromSeconds(number);
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(text.Trim(), s_forms, CultureInfo.InvariantCulture, Styles, out var time) && time > DateTimeOffset.UnixEpoch
            ? time
            : null;
    }

    /// <summary>Seconds since 1970, or milliseconds where the number is too large for seconds; nothing at or before 1970, and nothing after the year 9999, is a time.</summary>
    public static DateTimeOffset? FromSeconds(long? seconds) => seconds switch
    {
        > 0 and <= LatestSeconds => DateTimeOffset.FromUnixTimeSeconds(seconds.Value),
        > LatestSeconds and <= 253_402_300_799_999 => DateTimeOffset.FromUnixTimeSeconds(seconds.Value / 1000),
        _ => null,
    };

    /// <summary>Whether a number that should be seconds since 1970 is one of milliseconds.</summary>
    public static bool IsMilliseconds(long? time) => time > LatestSeconds;

    /// <summary>The same of a text.</summary>
    public static bool IsMilliseconds(string? text) => IsMilliseconds(Number(text));

    /// <summary>As the dossier writes it.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Nine digits at least: fewer are a year or a date without its lines.
    private static long? Number(string? text) =>
        text?.Trim() is { Length: >= 9 and <= 18 } digits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
