using System.Numerics;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

/// <summary>Numbers that a file holds as text.</summary>
public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("5", 5d)]
    [InlineData(" -5\t", -5d)]
    [InlineData("+0.5", 0.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5d)]
    [InlineData("1e3", 1000d)]
    [InlineData("1E-2", 0.01)]
    [InlineData("1e+2", 100d)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData(".", null)]
    [InlineData("e5", null)]
    [InlineData("1e", null)]
    [InlineData("1e+", null)]
    [InlineData("1e5x", null)]
    [InlineData("1.5.2", null)]
    [InlineData("--5", null)]
    [InlineData("1,000", null)]
    [InlineData("NaN", null)]
    [InlineData("\u0665", null)] // a digit, but not of 0 to 9
    public void A_sign_digits_a_fraction_and_an_exponent_are_a_number_and_nothing_else(string text, double? expected) =>
        Assert.Equal(expected, DecimalText.Number(text));

    [Theory]
    [InlineData("1e400", null)]
    [InlineData(null, null)]
    [InlineData("7", 7d)]
    public void What_is_not_finite_is_none(string? text, double? expected) => Assert.Equal(expected, DecimalText.Finite(text));

    [Theory]
    [InlineData("7", "7")]
    [InlineData("-7", "-7")]
    [InlineData("+7", "7")]
    [InlineData("-", null)]
    [InlineData("+", null)]
    [InlineData("", null)]
    [InlineData("7.0", null)]
    [InlineData("7e0", null)]
    [InlineData("--7", null)]
    public void An_integer_is_a_sign_and_digits(string text, string? expected) =>
        Assert.Equal(expected, DecimalText.Integer(text, out var integer) ? integer.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);

    [Fact]
    public void An_integer_has_as_many_digits_as_integers_may_have_and_no_more()
    {
        string longest = new('9', JsonLimits.IntegerDigits);
        Assert.True(DecimalText.Integer("-" + longest, out var integer));
        Assert.Equal(-BigInteger.Pow(10, JsonLimits.IntegerDigits) + 1, integer);
        Assert.False(DecimalText.Integer(longest + "9", out _));
    }
}
