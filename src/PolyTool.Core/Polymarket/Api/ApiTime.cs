using System.Globalization;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>The forms in which the services write times. All are read as UTC where they name no offset.</summary>
internal static class ApiTime
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFzz",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
        "MMMM d, yyyy",
    ];

    /// <summary>The time that a text names; null where it names none. 1970-01-01 means "none" to the services.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, Styles, out var time) && time > DateTimeOffset.UnixEpoch
            ? time
            : null;
    }

    /// <summary>Seconds since 1970; nothing at or before it, and nothing after the year 9999, is a time.</summary>
    public static DateTimeOffset? FromSeconds(long? seconds) =>
        seconds is > 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    /// <summary>As the dossier writes it.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
