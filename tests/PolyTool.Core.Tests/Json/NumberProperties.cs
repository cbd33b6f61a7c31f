using System.Globalization;
using System.Numerics;
using CsCheck;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>Number text and rounding against exact rational arithmetic, over random bit patterns and over values near ties.</summary>
public class NumberProperties
{
    private static readonly Gen<double> s_bits = Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite);

    private static readonly Gen<double> s_nearTies =
        from half in Gen.Long[-2_000_000_000_000, 2_000_000_000_000]
        from ulps in Gen.Int[-3, 3]
        select Step(half / 2_000_000d, ulps);

    private static readonly Gen<double> s_dyadic =
        from numerator in Gen.Long[-(1L << 50), 1L << 50]
        from power in Gen.Int[0, 60]
        select Math.ScaleB(numerator, -power);

    private static readonly Gen<double> s_any = Gen.OneOf(s_bits, s_nearTies, s_dyadic);

    [Fact]
    public void Text_reads_back_as_the_same_bits() => s_any.Sample(
        value => BitConverter.DoubleToInt64Bits(double.Parse(NumberText.Of(value), CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value),
        iter: 100_000);

    [Fact]
    public void Text_has_no_shorter_form() => s_any.Sample(
        value =>
        {
            string digits = new([.. NumberText.Of(Math.Abs(value)).Split('e')[0].Where(char.IsAsciiDigit)]);
            var count = Math.Max(1, digits.Trim('0').Length);
            for (var shorter = 1; shorter < count; shorter++)
            {
                var text = Math.Abs(value).ToString("E" + (shorter - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
                if (double.Parse(text, CultureInfo.InvariantCulture) == Math.Abs(value))
                {
                    return false;
                }
            }

            return true;
        },
        iter: 20_000);

    [Fact]
    public void Rounding_is_that_of_the_exact_fraction() => s_any.Sample(
        value =>
        {
            var micro = ExactMicro(value);
            var digits = BigInteger.Abs(micro).ToString(CultureInfo.InvariantCulture).PadLeft(7, '0');
            var text = (double.IsNegative(value) ? "-" : "") + digits[..^6] + "." + digits[^6..];
            var expected = double.Parse(text, CultureInfo.InvariantCulture);
            return Rounding.SixDecimalText(value) == text
                && BitConverter.DoubleToInt64Bits(Rounding.ToSixDecimals(value)) == BitConverter.DoubleToInt64Bits(expected);
        },
        iter: 200_000);

    private static double Step(double value, int ulps)
    {
        for (; ulps > 0; ulps--)
        {
            value = Math.BitIncrement(value);
        }

        for (; ulps < 0; ulps++)
        {
            value = Math.BitDecrement(value);
        }

        return value;
    }

    // The value times 10^6 as a fraction of two integers, rounded half to even: the definition, without any shortcut.
    private static BigInteger ExactMicro(double value)
    {
        (var numerator, var denominator) = Fraction(Math.Abs(value));
        var whole = BigInteger.DivRem(numerator * 1_000_000, denominator, out var rest);
        var half = (rest * 2).CompareTo(denominator);
        if (half > 0 || (half == 0 && !whole.IsEven))
        {
            whole++;
        }

        return value < 0 ? -whole : whole;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(double value)
    {
        var power = 0;
        while (value != Math.Floor(value))
        {
            value *= 2;
            power++;
        }

        return (new BigInteger(value), BigInteger.One << power);
    }
}
