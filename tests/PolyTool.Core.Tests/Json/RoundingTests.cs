using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

public class RoundingTests
{
    // Value, rounded, text: what the original prints for them.
    [Theory]
    [InlineData(0.0078125, 0.007812, "0.007812")]
    [InlineData(0.0234375, 0.023438, "0.023438")]
    [InlineData(-0.0078125, -0.007812, "-0.007812")]
    [InlineData(1.0078125, 1.007812, "1.007812")]
    [InlineData(2.5e-06, 3e-06, "0.000003")]
    [InlineData(5e-07, 0.0, "0.000000")]
    [InlineData(1.5e-06, 2e-06, "0.000002")]
    [InlineData(4.9999999e-07, 0.0, "0.000000")]
    [InlineData(-1e-09, -0.0, "-0.000000")]
    [InlineData(-0.0, -0.0, "-0.000000")]
    [InlineData(0.1234565, 0.123456, "0.123456")]
    [InlineData(123456789.1234565, 123456789.123456, "123456789.123456")]
    [InlineData(1000000000000000.2, 1000000000000000.2, "1000000000000000.250000")]
    [InlineData(1e22, 1e22, "10000000000000000000000.000000")]
    [InlineData(1e23, 1e23, "99999999999999991611392.000000")]
    public void Rounds_the_exact_value_to_six_decimals(double value, double rounded, string text)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(rounded), BitConverter.DoubleToInt64Bits(Rounding.ToSixDecimals(value)));
        Assert.Equal(text, Rounding.SixDecimalText(value));
    }

    [Fact]
    public void No_number_is_null() => Assert.Equal("null", Rounding.SixDecimalText(null));
}
