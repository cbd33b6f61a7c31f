using System.Globalization;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Files;

/// <summary>
/// The clock of everything that enters a file. <c>SOURCE_DATE_EPOCH</c> in the environment (seconds since 1970-01-01 UTC, see
/// reproducible-builds.org) fixes it, so that the same input gives the same bytes.
/// </summary>
public sealed class EpochClock
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "SOURCE_DATE_EPOCH";

    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'+00:00'";

    private readonly TimeProvider _time;
    private readonly DateTimeOffset? _fixed;

    private EpochClock(TimeProvider time, DateTimeOffset? fixedTime)
    {
        _time = time;
        _fixed = fixedTime;
    }

    /// <summary>Whether the environment fixes the time.</summary>
    public bool IsFixed => _fixed is not null;

    /// <summary>Now, in UTC.</summary>
    public DateTimeOffset UtcNow => _fixed ?? _time.GetUtcNow();

    /// <summary>The clock that the environment asks for.</summary>
    /// <param name="time">The clock where the environment fixes none.</param>
    /// <returns>The clock.</returns>
    /// <exception cref="Failure"><c>SourceDateEpochInvalid</c>: The variable is set to something that is no number of seconds from the year 1970 to 9999.</exception>
    public static EpochClock From(TimeProvider time)
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text))
        {
            return new(time, null);
        }

        // 253402300799 is the last second of the year 9999.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253402300799
            ? new(time, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : throw new Failure("SourceDateEpochInvalid", $"The environment variable {Variable} is '{text}', which is no number of seconds since 1970. Correct it or remove it.");
    }

    /// <summary>A time as files hold it: UTC, whole seconds, <c>+00:00</c>.</summary>
    /// <param name="time">The time.</param>
    /// <returns>For example <c>2026-02-20T18:00:00+00:00</c>.</returns>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The same of seconds since 1970.</summary>
    internal static string Format(long unixSeconds) => Format(DateTimeOffset.FromUnixTimeSeconds(unixSeconds));

    /// <summary>Whether a text is a time as files hold it.</summary>
    /// <param name="text">The text.</param>
    public static bool IsTime(string text) => DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A date as folders are named: UTC.</summary>
    /// <param name="time">The time.</param>
    /// <returns>For example <c>2026-02-20</c>.</returns>
    public static string FormatDate(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
