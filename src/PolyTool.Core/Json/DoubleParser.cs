using System.Globalization;
using System.Runtime.CompilerServices;

namespace PolyTool.Core.Json;

/// <summary>
/// Reads the text of a JSON number. A large batch holds fifty million of them, and nearly all have at most 15 digits and no
/// exponent: then digits and power of ten are exact doubles, so that one division rounds correctly (Clinger 1990).
/// </summary>
internal static class DoubleParser
{
    // As many digits as a double surely holds, and as many decimals as a power of ten that is an exact double.
    private const int SafeDigits = 15;

    private static readonly double[] s_powers =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>The nearest double; an infinity beyond the range.</summary>
    /// <param name="text">A number that the JSON reader has let through.</param>
    public static double Parse(ReadOnlySpan<byte> text)
    {
        return TryParseShort(text, out var value)
            ? value
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The nearest double to digits times a power of ten; false where that takes more than one rounding.</summary>
    /// <param name="digits">The digits as a whole number, not negative.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="power">The power of ten.</param>
    /// <param name="value">The number.</param>
    public static bool TryScale(long digits, int count, int power, out double value)
    {
        var exact = count <= SafeDigits && Math.Abs(power) < s_powers.Length;
        value = !exact ? 0 : power <= 0 ? digits / s_powers[-power] : digits * s_powers[power];
        return exact;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryParseShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = text[0] == (byte)'-';
        if (text.Length > SafeDigits + (negative ? 2 : 1))
        {
            return false;
        }

        long digits = 0;
        var decimals = -1;
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == (byte)'.')
            {
                decimals = 0;
                continue;
            }

            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            digits = (digits * 10) + (b - '0');
            decimals += decimals < 0 ? 0 : 1;
        }

        value = digits / s_powers[Math.Max(0, decimals)];
        value = negative ? -value : value;
        return true;
    }
}
