using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1, "1.0")]
    [InlineData(100, "100.0")]
    [InlineData(0.5, "0.5")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1.234e-5, "1.234e-05")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789012345678d, "1.2345678901234568e+17")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(9007199254740992d, "9007199254740992.0")]
    [InlineData(123456780000000d, "123456780000000.0")]
    [InlineData(-1.7976931348623157e308, "-1.7976931348623157e+308")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    public void The_text_is_the_shortest_in_the_files_notation(double value, string text) => Assert.Equal(text, NumberText.Of(value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_has_no_text(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => NumberText.Of(value));
}
