using System.Globalization;
using System.Numerics;
using PolyTool.PowerShell.Formatting;

namespace PolyTool.PowerShell.Tests.Formatting;

public class NumberFormatTests
{
    public NumberFormatTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Theory]
    [InlineData(0.0, "$0")]
    [InlineData(0.4, "$0")]
    [InlineData(950.4, "$950")]
    [InlineData(999.5, "$1.0k")]
    [InlineData(4234.0, "$4.2k")]
    [InlineData(999_949.0, "$999.9k")]
    [InlineData(999_951.0, "$1.0M")]
    [InlineData(-1_300_000.0, "-$1.3M")]
    [InlineData(7e15, "$7000.0tn")]
    [InlineData(null, "-")]
    public void Dollars_are_short(double? dollars, string text) => Assert.Equal(text, _Format.Money(dollars));

    [Theory]
    [InlineData(0.1234, "12.3 %", "+12.3 %")]
    [InlineData(-0.0312, "-3.1 %", "-3.1 %")]
    [InlineData(0.0, "0.0 %", "0.0 %")]
    [InlineData(1.0, "100.0 %", "+100.0 %")]
    [InlineData(null, "-", "-")]
    public void Fractions_are_per_cent(double? fraction, string plain, string signed)
    {
        Assert.Equal(plain, _Format.Percent(fraction));
        Assert.Equal(signed, _Format.SignedPercent(fraction));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(23_805, "23.8 kB")]
    [InlineData(5_000_000_000, "5.0 GB")]
    public void Bytes_are_short(long bytes, string text) => Assert.Equal(text, _Format.Size(bytes));

    [Fact]
    public void Counts_intervals_probabilities_and_times()
    {
        Assert.Equal("12,345", _Format.Count(new BigInteger(12345)));
        Assert.Equal(["14/30", "1.2k/10.0k", "14"], [_Format.OutOf(14, 30), _Format.OutOf(1234, 10000), _Format.OutOf(14, null)]);
        Assert.Equal("-1.2 .. 10.4 %", _Format.Interval(-0.012, 0.1041));
        Assert.Equal("-", _Format.Interval(null, 0.1));
        Assert.Equal(["<0.001", "0.012", "-"], [_Format.Probability(0.00001), _Format.Probability(0.0123), _Format.Probability(null)]);
        Assert.Equal("2026-02-20 17:00", _Format.Time(new DateTimeOffset(2026, 2, 20, 18, 0, 0, TimeSpan.FromHours(1))));
        Assert.Equal(["yes", "no", "-"], [_Format.YesNo(true), _Format.YesNo(false), _Format.YesNo(null)]);
    }

    [Fact]
    public void Numbers_follow_the_readers_culture()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Assert.Equal(["12,3 %", "12.345", "$4,2k"], [_Format.Percent(0.1234), _Format.Count(12345), _Format.Money(4234)]);
    }

    // Two characters in Arabic, another one in Swedish and Persian: in a narrow column the sign was what the ellipsis took.
    [Theory]
    [InlineData("ar-SA", "-15٫6 .. 12٫4", "-1٫207 to 5٫655")]
    [InlineData("fa-IR", "-15٫6 .. 12٫4", "-1٫207 to 5٫655")]
    [InlineData("sv-SE", "-15,6 .. 12,4", "-1,207 to 5,655")]
    public void A_minus_is_one_character_in_every_culture(string culture, string cents, string figures)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal([cents, figures], [_Format.CentsInterval(-15.6, 12.4), _Format.FigureInterval(-1.207, 5.655)]);
    }

    [Fact]
    public void Text_from_data_can_neither_move_nor_hide_what_stands_beside_it() =>
        Assert.Equal("league: [31mnba  x é😀", _Format.Line("league:\u001b[31mnba\n\u202ex é😀"));
}
