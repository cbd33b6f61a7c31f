namespace PolyTool.Core.Evidence.Events;

/// <summary>Days since 1970-01-01.</summary>
internal static class UtcDay
{
    /// <summary>About three thousand years: days and their neighbours stay far from an overflow.</summary>
    public const int Most = 1_000_000;

    private const int Seconds = 86_400;

    /// <summary>The day of a time in Unix seconds; null outside the range.</summary>
    public static int? Of(long? seconds) =>
        seconds is { } time && Math.Floor(time / (double)Seconds) is >= -Most and <= Most and var day ? (int)day : null;
}
