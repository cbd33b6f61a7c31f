using System.Globalization;
using System.Text;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>Number text and rounding on both sides of every boundary at which the notation, the sign or the way of reckoning changes.</summary>
public sealed class NumberBoundaryTests
{
    [Theory]
    // Fixed notation from the exponent -4 on; the quick way from 0.0001 on.
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00010000000000000002, "0.00010000000000000002")]
    [InlineData(9.999999999999999e-05, "9.999999999999999e-05")]
    [InlineData(0.00012345678901234567, "0.00012345678901234567")]
    [InlineData(9.5e-05, "9.5e-05")]
    [InlineData(9e-05, "9e-05")]
    [InlineData(0.000123, "0.000123")]
    [InlineData(0.0001235, "0.0001235")]
    [InlineData(0.00100000001, "0.00100000001")]
    [InlineData(1e-06, "1e-06")]
    [InlineData(1.5e-09, "1.5e-09")]
    [InlineData(1e-10, "1e-10")]
    [InlineData(1e-100, "1e-100")]
    // Six decimals below a billion take the quick way.
    [InlineData(0.1000001, "0.1000001")]
    [InlineData(0.999999, "0.999999")]
    [InlineData(0.9999999, "0.9999999")]
    [InlineData(1.000001, "1.000001")]
    [InlineData(12.34, "12.34")]
    [InlineData(999999999.999999, "999999999.999999")]
    [InlineData(999999999.9999999, "999999999.9999999")]
    [InlineData(1e9, "1000000000.0")]
    [InlineData(1000000000.000001, "1000000000.000001")]
    [InlineData(1000000000.5, "1000000000.5")]
    // Scientific from the exponent 16 on.
    [InlineData(999999999999999.9, "999999999999999.9")]
    [InlineData(9999999999999998d, "9999999999999998.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(10000000000000002d, "1.0000000000000002e+16")]
    [InlineData(1.2e17, "1.2e+17")]
    [InlineData(1e99, "1e+99")]
    [InlineData(1e100, "1e+100")]
    // Subnormals, and the normal numbers beside them.
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(1e-323, "1e-323")]
    [InlineData(1.5e-323, "1.5e-323")]
    [InlineData(1e-310, "1e-310")]
    [InlineData(2.225073858507201e-308, "2.225073858507201e-308")]
    [InlineData(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    public void Text_on_both_sides_of_a_boundary(double value, string text)
    {
        Assert.Equal(text, NumberText.Of(value));
        Assert.Equal("-" + text, NumberText.Of(-value));
        Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Zero_keeps_its_sign_and_nothing_else_of_it()
    {
        Assert.Equal("0.0", NumberText.Of(0.0));
        Assert.Equal("-0.0", NumberText.Of(-0.0));
        Assert.False(double.IsNegative(Rounding.ToSixDecimals(0.0)));
        Assert.True(double.IsNegative(Rounding.ToSixDecimals(-0.0)));
        Assert.False(double.IsNegative(Rounding.ToSixDecimals(double.Epsilon)));
        Assert.True(double.IsNegative(Rounding.ToSixDecimals(-double.Epsilon)));
        Assert.Equal(["0.000000", "-0.000000", "0.000000", "-0.000000"], new[] { 0.0, -0.0, double.Epsilon, -double.Epsilon }.Select(static value => Rounding.SixDecimalText(value)));
    }

    [Theory]
    // Ties to even where the half is exact in binary; else to the nearer.
    [InlineData(0.5e-6, 0.0, "0.000000")]
    [InlineData(5.000000000000001e-07, 1e-06, "0.000001")]
    [InlineData(4.999999999999999e-07, 0.0, "0.000000")]
    [InlineData(0.00390625, 0.003906, "0.003906")]
    [InlineData(0.01171875, 0.011719, "0.011719")]
    [InlineData(0.0000004, 0.0, "0.000000")]
    [InlineData(0.0000006, 1e-06, "0.000001")]
    // The quick way ends at a billion, the fraction at 2^53.
    [InlineData(999999999.9999994, 999999999.999999, "999999999.999999")]
    [InlineData(999999999.9999999, 1e9, "1000000000.000000")]
    [InlineData(1000000000.0000004, 1000000000.0, "1000000000.000000")]
    [InlineData(1000000000.0000005, 1000000000.0, "1000000000.000000")]
    [InlineData(1000000000.0000006, 1000000000.000001, "1000000000.000001")]
    [InlineData(4503599627370495.5, 4503599627370495.5, "4503599627370495.500000")]
    [InlineData(9007199254740991d, 9007199254740991d, "9007199254740991.000000")]
    [InlineData(9007199254740992d, 9007199254740992d, "9007199254740992.000000")]
    [InlineData(9007199254740994d, 9007199254740994d, "9007199254740994.000000")]
    [InlineData(2.2250738585072014e-308, 0.0, "0.000000")]
    [InlineData(2.225073858507201e-308, 0.0, "0.000000")]
    public void Rounding_on_both_sides_of_a_boundary(double value, double rounded, string text)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(rounded), BitConverter.DoubleToInt64Bits(Rounding.ToSixDecimals(value)));
        Assert.Equal(BitConverter.DoubleToInt64Bits(-rounded), BitConverter.DoubleToInt64Bits(Rounding.ToSixDecimals(-value)));
        Assert.Equal([text, "-" + text], [Rounding.SixDecimalText(value), Rounding.SixDecimalText(-value)]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_rounds_to_itself_and_has_no_text(double value)
    {
        Assert.Equal(value, Rounding.ToSixDecimals(value));
        Assert.Equal(value, Rounding.ToSixDecimals((double?)value));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rounding.SixDecimalText(value));
    }

    [Theory]
    // Fifteen digits are exact and go the short way; one more may not be.
    [InlineData("123456789012345.0")]
    [InlineData("12345678901234.5")]
    [InlineData("0.12345678901234")]
    [InlineData("0.123456789012345")]
    [InlineData("0.1234567890123456")]
    [InlineData("-0.12345678901234")]
    [InlineData("-0.123456789012345")]
    [InlineData("-0.1234567890123456")]
    [InlineData("9007199254740993.0")]
    [InlineData("90071992547409.93")]
    [InlineData("-0.0")]
    [InlineData("0.0")]
    [InlineData("5e-324")]
    [InlineData("2.4703282292062327e-324")]
    [InlineData("2.4703282292062328e-324")]
    [InlineData("1.7976931348623158e308")]
    [InlineData("1E5")]
    [InlineData("1.5e+3")]
    public void A_number_is_read_as_the_nearest_double(string text) => Assert.Equal(
        BitConverter.DoubleToInt64Bits(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        BitConverter.DoubleToInt64Bits(JsonText.Parse(System.Text.Encoding.ASCII.GetBytes(text)).Number));

    [Theory]
    [InlineData("0.1")]
    [InlineData("-12.5")]
    [InlineData("123456789012345")]
    [InlineData("-0")]
    [InlineData("1e400")]
    [InlineData("1234567890123456")]
    [InlineData("9007199254740993")]
    [InlineData("0.123456789012345")]
    [InlineData("1234567890123456.5")]
    [InlineData("5E-324")]
    [InlineData("-1.7E+20")]
    public void Numbers_are_read_as_exactly_as_the_framework_does(string text)
    {
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), DoubleParser.Parse(Encoding.ASCII.GetBytes(text)));
    }
}
