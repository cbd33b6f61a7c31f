using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Tests.Polymarket.Api;

public class ApiTimeTests
{
    [Theory]
    [InlineData("2025-09-08 23:34:52+00", "2025-09-08T23:34:52Z")]
    [InlineData("2025-09-08T23:34:52Z", "2025-09-08T23:34:52Z")]
    [InlineData("April 27, 2022", "2022-04-27T00:00:00Z")]
    [InlineData("2026-01-20T00:00:00Z", "2026-01-20T00:00:00Z")]
    [InlineData("2026-01-20T00:00:00.123456Z", "2026-01-20T00:00:00Z")]
    [InlineData("2026-01-20T12:00:00-05:00", "2026-01-20T17:00:00Z")]
    [InlineData("2026-06-06", "2026-06-06T00:00:00Z")]
    [InlineData(" 2026-06-06 ", "2026-06-06T00:00:00Z")]
    [InlineData("1782867600", "2026-07-01T01:00:00Z")]
    [InlineData("1782867600000", "2026-07-01T01:00:00Z")]
    public void Every_form_that_the_services_write_is_read(string text, string expected) =>
        Assert.Equal(expected, ApiTime.Format(ApiTime.Parse(text)!.Value));

    [Theory]
    [InlineData("1970-01-01")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("2026-13-01")]
    public void What_names_no_time_is_none(string? text) => Assert.Null(ApiTime.Parse(text));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void The_culture_changes_nothing(string culture)
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
            Assert.Equal("2022-04-27T00:00:00Z", ApiTime.Format(ApiTime.Parse("April 27, 2022")!.Value));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1_782_867_600L, 1_782_867_600L, false)]
    [InlineData(1_782_867_600_000L, 1_782_867_600L, true)]
    [InlineData(1_782_867_600_999L, 1_782_867_600L, true)]
    [InlineData(100_000_000_000L, 100_000_000_000L, false)]
    [InlineData(100_000_000_001L, 100_000_000L, true)]
    public void A_number_above_all_seconds_is_one_of_milliseconds(long number, long seconds, bool milliseconds) =>
        Assert.Equal((seconds, milliseconds), (ApiTime.FromSeconds(number)!.Value.ToUnixTimeSeconds(), ApiTime.IsMilliseconds(number)));

    [Theory]
    [InlineData(0L)]
    [InlineData(-5L)]
    [InlineData(long.MaxValue)]
    public void Seconds_outside_the_calendar_are_no_time(long seconds) => Assert.Null(ApiTime.FromSeconds(seconds));
}
