using System.Globalization;

namespace PolyTool.Core.Exports;

/// <summary>Numbers as people read them in a report. Files for programs never use this.</summary>
internal static class DisplayNumber
{
    /// <summary>Stands where nothing is known.</summary>
    public const string None = "–";

    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    /// <summary><c>1,204</c>; above a thousand million in short form.</summary>
    public static string Count(double? value) => value is not { } number ? None
        : Math.Abs(number) < 1e9 ? number.ToString("#,0", s_culture) : number.ToString("0.##e0", s_culture);

    /// <summary>A share of one: <c>96.4 %</c>.</summary>
    public static string Share(double? share) => share is { } number ? (100 * number).ToString("0.#", s_culture) + " %" : None;

    /// <summary>A share of one in a column: <c>58.0 %</c>.</summary>
    public static string Percent(double? share) => share is { } number ? (100 * number).ToString("0.0", s_culture) + " %" : None;

    /// <summary>A threshold: <c>0.05</c>.</summary>
    public static string Plain(double value) => value.ToString("0.###", s_culture);

    /// <summary>A mean of counts: <c>25.5</c>.</summary>
    public static string MeanCount(double value) => value.ToString("#,0.#", s_culture);

    /// <summary>A fraction with its sign: <c>+3.2 %</c>.</summary>
    public static string SignedPercent(double? fraction) => fraction is { } number ? Signed(100 * number, 1) + " %" : None;

    /// <summary>Cents with their sign: <c>+1.8 ¢</c>.</summary>
    public static string SignedCents(double? cents) => cents is { } number ? Signed(number, 1) + " ¢" : None;

    /// <summary>A number with its sign and three digits behind the point, fewer where it is large: <c>+0.123</c>.</summary>
    public static string Signed(double? value) => value is { } number ? Signed(number, Math.Abs(number) switch { < 1 => 3, < 10 => 2, _ => 1 }) : None;

    /// <summary>Dollars, short: <c>$4.2k</c>.</summary>
    public static string Dollars(double? value)
    {
        if (value is not { } number)
        {
            return None;
        }

        var size = Math.Abs(number);
        var text = size switch
        {
            < 1_000 => size.ToString("0", s_culture),
            < 999_500 => Three(size / 1e3) + "k",
            < 999_500_000 => Three(size / 1e6) + "M",
            < 999_500_000_000 => Three(size / 1e9) + "bn",
            < 999_500_000_000_000 => Three(size / 1e12) + "tn",
            _ => size.ToString("0.##e0", s_culture),
        };
        return (number < 0 ? "−$" : "$") + text;
    }

    /// <summary>A probability: <c>0.031</c>, <c>&lt; 0.001</c>.</summary>
    public static string Probability(double? value) => value switch
    {
        null => None,
        < 0.001 => "< 0.001",
        { } number => number.ToString(number < 0.1 ? "0.000" : "0.00", s_culture),
    };

    private static string Three(double value) => value.ToString(value < 9.95 ? "0.0" : "0", s_culture);

    private static string Signed(double number, int digits)
    {
        if (Math.Abs(number) >= 1e6)
        {
            return (number < 0 ? "−" : "+") + Math.Abs(number).ToString("0.##e0", s_culture);
        }

        var text = Math.Abs(number).ToString("#,0." + new string('0', digits), s_culture);
        var zero = text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return (zero ? "" : number < 0 ? "−" : "+") + text;
    }
}
