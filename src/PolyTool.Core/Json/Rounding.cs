using System.Globalization;
using System.Numerics;

namespace PolyTool.Core.Json;

/// <summary>Rounding of the exact value of a double to six decimals, ties to even, and its fixed-point text.</summary>
public static class Rounding
{
    private const int Decimals = 6;
    private const long Scale = 1_000_000;

    // From 2^53 on every double is an integer, so there is nothing to round.
    private const double LastWithFraction = 9007199254740992d;

    /// <summary>Rounds to six decimals: the decimal nearest to the exact binary value, ties to even, read back as a double.</summary>
    /// <param name="value">Any value; huge ones, NaN and infinities come back unchanged.</param>
    /// <returns>The rounded value; minus zero where a negative value rounds to nothing.</returns>
    public static double ToSixDecimals(double value)
    {
        if (!double.IsFinite(value) || Math.Abs(value) >= LastWithFraction)
        {
            return value;
        }

        if (Math.Abs(value) < 1e9)
        {
            // Quick way: scaled and rounded, where the scaled value is surely not near a tie. The product has a relative
            // error of 2^-53, so its absolute error below 1e15 is at most 0.0625.
            var scaled = value * Scale;
            var whole = Math.Floor(scaled);
            var rest = scaled - whole;
            if (rest is < 0.4 or > 0.6)
            {
                var nearest = rest > 0.5 ? whole + 1 : whole;
                if (nearest == 0)
                {
                    return double.IsNegative(value) ? -0.0 : 0.0;
                }

                // Both are exact doubles below 2^53, so the division rounds correctly to the decimal's nearest double.
                return nearest / Scale;
            }
        }

        var micro = Micro(value);
        if (micro.IsZero)
        {
            return double.IsNegative(value) ? -0.0 : 0.0;
        }

        return double.Parse(MicroText(micro, negative: micro.Sign < 0), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Rounds to six decimals; null stays null.</summary>
    /// <param name="value">The value or null.</param>
    /// <returns>The rounded value or null.</returns>
    public static double? ToSixDecimals(double? value) => value is { } number ? ToSixDecimals(number) : null;

    /// <summary>The text with exactly six decimals, rounded as <see cref="ToSixDecimals(double)"/> does.</summary>
    /// <param name="value">A finite value, or null.</param>
    /// <returns><c>null</c> for null; a negative value that rounds to nothing is <c>-0.000000</c>.</returns>
    public static string SixDecimalText(double? value)
    {
        if (value is not { } number)
        {
            return "null";
        }

        if (!double.IsFinite(number))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A number in a report is finite.");
        }

        return MicroText(Micro(number), double.IsNegative(number));
    }

    // The exact value times 10^6, rounded half to even.
    private static BigInteger Micro(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xFFFFFFFFFFFFF;
        BigInteger mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        var shift = (exponent == 0 ? 1 : exponent) - 1075;
        mantissa *= Scale;
        BigInteger result;
        if (shift >= 0)
        {
            result = mantissa << shift;
        }
        else
        {
            result = mantissa >> -shift;
            var twiceRest = (mantissa - (result << -shift)) << 1;
            var half = twiceRest.CompareTo(BigInteger.One << -shift);
            if (half > 0 || (half == 0 && !result.IsEven))
            {
                result += BigInteger.One;
            }
        }

        return bits < 0 ? -result : result;
    }

    private static string MicroText(BigInteger micro, bool negative)
    {
        var digits = BigInteger.Abs(micro).ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        return string.Concat(negative ? "-" : "", digits.AsSpan(0, digits.Length - Decimals), ".", digits.AsSpan(digits.Length - Decimals));
    }
}
