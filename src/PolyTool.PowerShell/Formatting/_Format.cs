using System.ComponentModel;
using System.Globalization;

namespace PolyTool.PowerShell.Formatting;

/// <summary>
/// Numbers as people read them, for the views in PolyTool.Format.ps1xml. Properties stay plain; only what a view shows goes
/// through here. An absent value is a hyphen, so that it cannot be taken for a zero.
/// </summary>
/// <remarks>Public because views can call nothing else; not for scripts.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1707 // The leading underscore is the custom for the helper that views call.
public static class _Format
#pragma warning restore CA1707
{
    private const string None = "-";
    private static readonly string[] s_thousands = ["", "k", "M", "bn", "tn"];
    // Fractions from which on a tenth of a per cent, and the per cent themselves, take too many characters.
    private const double Wide = 0.9995;
    private const double TooWide = 99.995;

    private static readonly string[] s_bytes = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>A fraction as per cent: <c>0.1234</c> is <c>12.3 %</c>.</summary>
    public static string Percent(object? fraction) => Number(fraction) is { } value ? Text(value * 100, "0.0") + " %" : None;

    /// <summary>A fraction as per cent with its sign: <c>+12.3 %</c>.</summary>
    public static string SignedPercent(object? fraction) =>
        Number(fraction) is { } value ? Text(value * 100, "+0.0;-0.0;0.0") + " %" : None;

    /// <summary>The same in seven characters, for a narrow column: <c>+12.3 %</c>, <c>+133 %</c>, <c>&gt;9999 %</c>.</summary>
    public static string NarrowPercent(object? fraction) => Number(fraction) is not { } value ? None
        : Math.Abs(value) < Wide ? SignedPercent(fraction)
        : (value > 0 && value < TooWide ? "+" : "") + Narrow(value) + " %";

    /// <summary>Two fractions as an interval in thirteen characters, in per cent as the figure beside it says: <c>-1.2 .. 10.4</c>, <c>-24.2 .. 112</c>.</summary>
    public static string NarrowInterval(object? low, object? high) =>
        Number(low) is { } from && Number(high) is { } to ? $"{Narrow(from)} .. {Narrow(to)}" : None;

    /// <summary>Two fractions as an interval in per cent: <c>-1.2 .. 10.4 %</c>.</summary>
    public static string Interval(object? low, object? high) =>
        Number(low) is { } from && Number(high) is { } to ? $"{Text(from * 100, "0.0")} .. {Text(to * 100, "0.0")} %" : None;

    /// <summary>Cents a share with their sign: <c>+1.25</c>.</summary>
    public static string Cents(object? cents) => Number(cents) is { } value ? Text(value, Math.Abs(value) < 9.995 ? "+0.00;-0.00;0.00" : "+0.0;-0.0;0.0") : None;

    /// <summary>Two numbers of cents as an interval: <c>-0.20 .. 1.25</c>, <c>-10.2 .. 12.5</c>.</summary>
    public static string CentsInterval(object? low, object? high) =>
        Number(low) is { } from && Number(high) is { } to ? $"{Short(from)} .. {Short(to)}" : None;

    /// <summary>An effect in its unit: cents a share as <c>+1.25 c</c>, a fraction as <c>+12.3 %</c>.</summary>
    public static string Effect(object? effect, object? unit) => unit?.ToString() != "cents" ? SignedPercent(effect) : Number(effect) is null ? None : Cents(effect) + " c";

    /// <summary>Two effects as an interval in their unit.</summary>
    public static string EffectInterval(object? low, object? high, object? unit) => unit?.ToString() == "cents" ? CentsInterval(low, high) : Interval(low, high);

    /// <summary>A figure in whatever unit its measure has, three decimals: <c>-0.200</c>.</summary>
    public static string Figure(object? figure) => Number(figure) is { } value ? Text(value, "0.000") : None;

    /// <summary>Two figures as an interval: <c>-0.200 to 1.250</c>.</summary>
    public static string FigureInterval(object? low, object? high) => Number(low) is null || Number(high) is null ? None : $"{Figure(low)} to {Figure(high)}";

    /// <summary>A segment with its kind of line, which is never what is cut off: <c>category:Crypto (24 h)</c>.</summary>
    public static string Claimed(object? segment, object? variant, int width)
    {
        var kind = variant?.ToString() switch { null or "" or "pre_event" => "", "markout_24h" => " (24 h)", var other => $" ({Line(other)})" };
        var name = Line(segment);
        return (kind.Length > 0 && name.Length + kind.Length > width && kind.Length < width ? name[..(width - kind.Length - 1)] + "…" : name) + kind;
    }

    /// <summary>A look in one line: its number and level, what could test, and what was left out.</summary>
    public static string Look(object? look, object? level, object? isRepeated, object? isRehearsal, object? overlap) =>
        $"{Line(look)}, level {Line(level)}{(isRepeated is true ? ", taken before" : "")}{(isRehearsal is true ? ", a rehearsal" : "")}: {Line(overlap)}";

    /// <summary>Dollars: <c>$950</c>, <c>$4.2k</c>, <c>$1.3M</c>.</summary>
    public static string Money(object? dollars) => Number(dollars) is { } value ? (value < 0 ? "-$" : "$") + Short(Math.Abs(value), 1000, s_thousands) : None;

    /// <summary>Bytes: <c>950 B</c>, <c>4.2 kB</c>.</summary>
    public static string Size(object? bytes) => Number(bytes) is { } value ? Short(value, 1000, s_bytes, " ") : None;

    /// <summary>A number of users: <c>1 user</c>, <c>12,345 users</c>.</summary>
    public static string Users(object? count) => Number(count) is { } value ? Count(value) + (value == 1 ? " user" : " users") : None;

    /// <summary>How a batch goes on that was cut off, or in which too few users succeeded; a hyphen for others.</summary>
    public static string GoOn(object? status, object? batchId) =>
        status?.ToString() is Core.Batches.BatchStatus.Interrupted or Core.Batches.BatchStatus.Failed ? $"Invoke-BatchRun (users and options as before) -Resume -BatchId {batchId}" : None;

    /// <summary>A count with its thousands apart: <c>12,345</c>.</summary>
    public static string Count(object? count) => Number(count) is { } value ? Text(value, "#,##0") : None;

    /// <summary>A part of a whole: <c>14/30</c>, <c>1.2k/10.0k</c>; the part alone where the whole is not known.</summary>
    public static string OutOf(object? part, object? whole) => Number(part) is { } some && Number(whole) is { } all
        ? Short(some, 1000, s_thousands) + "/" + Short(all, 1000, s_thousands)
        : Count(part);

    /// <summary>A probability, three decimals: <c>0.012</c>, <c>&lt;0.001</c>.</summary>
    public static string Probability(object? p) => Number(p) switch
    {
        null => None,
        < 0.001 => "<" + Text(0.001, "0.000"),
        var value => Text(value.Value, "0.000"),
    };

    /// <summary>A time in UTC, to the minute: <c>2026-02-20 18:00</c>.</summary>
    public static string Time(object? time) => time switch
    {
        DateTimeOffset offset => offset.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        // A file or a job leaves local times of what was UTC.
        DateTime { Kind: DateTimeKind.Local } local => Time((DateTimeOffset)local),
        DateTime utc => utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        System.Management.Automation.PSObject { BaseObject: not System.Management.Automation.PSCustomObject } wrapped => Time(wrapped.BaseObject),
        _ => DateTimeOffset.TryParse(time?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? Time(read) : None,
    };

    /// <summary>A text on one line, fit for a screen: control and direction marks would move or hide what stands beside it.</summary>
    public static string Line(object? text) => text?.ToString() is { Length: > 0 } line ? string.Concat(line.Select(Visible)) : None;

    /// <summary>A yes or a no.</summary>
    public static string YesNo(object? value) => value switch { true => "yes", false => "no", _ => None };

    private static string Visible(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
        _ => c.ToString(),
    };

    private static string Short(double value, double step, string[] units, string gap = "")
    {
        var unit = 0;

        // 999.95 would be shown as 1000.0.
        while (unit < units.Length - 1 && value >= (unit == 0 ? 999.5 : 999.95))
        {
            value /= step;
            unit++;
        }

        return Text(value, unit == 0 ? "0" : "0.0") + gap + units[unit];
    }

    private static string Short(double cents) => Text(cents, Math.Abs(cents) switch { < 9.995 => "0.00", < 99.95 => "0.0", _ => "0" });

    // The reader's separators, and one sign for all: where a culture's minus is two characters, a narrow column would cut it off.
    private static string Text(double value, string format)
    {
        var numbers = CultureInfo.CurrentCulture.NumberFormat;
        return value.ToString(format, numbers).Replace(numbers.NegativeSign, "-", StringComparison.Ordinal);
    }

    private static double? Number(object? value) => value switch
    {
        System.Management.Automation.PSObject wrapped => Number(wrapped.BaseObject),
        System.Numerics.BigInteger big => (double)big,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Narrow(double fraction) =>
        fraction >= TooWide ? ">9999" : Text(fraction * 100, Math.Abs(fraction) < Wide ? "0.0" : "0");
}
