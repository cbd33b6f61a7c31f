using PolyTool.Core.Dossiers.Read;

namespace PolyTool.Core.Tests.Dossiers.Read;

/// <summary>Texts that the original's language takes for numbers, observed there.</summary>
public class PythonFloatTests
{
    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("+1", 1.0)]
    [InlineData("-1", -1.0)]
    [InlineData(" 1", 1.0)]
    [InlineData("1\n", 1.0)]
    [InlineData("\u00a01\u3000", 1.0)]
    [InlineData("1_0", 10.0)]
    [InlineData("1_0.5_0", 10.5)]
    [InlineData("1e5", 1e5)]
    [InlineData("1E5", 1e5)]
    [InlineData("1e+5", 1e5)]
    [InlineData("1e1_0", 1e10)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("+.5", 0.5)]
    [InlineData("007", 7.0)]
    [InlineData("-0.0", -0.0)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("INFINITY", double.PositiveInfinity)]
    [InlineData("+infinity", double.PositiveInfinity)]
    [InlineData("nan", double.NaN)]
    [InlineData("-nan", double.NaN)]
    [InlineData("\uff11\uff12", 12.0)]
    [InlineData("\u0663.\u0665", 3.5)]
    [InlineData("1\u0663", 13.0)]
    [InlineData("\U0001D7DA", 2.0)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("1e-400", 0.0)]
    public void These_are_numbers(string text, double value) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(PythonFloat.Parse(text)!.Value));

    [Theory]
    [InlineData("--1")]
    [InlineData("\u001c1\u001f")]
    [InlineData("\u200b1")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("1_.5")]
    [InlineData("1._5")]
    [InlineData("1e")]
    [InlineData("1e 5")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData("infinit")]
    [InlineData("nan(1)")]
    [InlineData("\u00b2")]
    [InlineData("\u00bd")]
    [InlineData("1d5")]
    [InlineData("True")]
    [InlineData("1 0")]
    [InlineData("\ufeff1")]
    [InlineData("1\0")]
    [InlineData("\ud835")]
    public void These_are_none(string text) => Assert.Null(PythonFloat.Parse(text));

    [Fact]
    public void Thousands_of_digits_are_read_exactly() =>
        Assert.Equal(0.1111111111111111, PythonFloat.Parse("0." + new string('1', 5000)));
}
