namespace PolyTool.Core.Tests.Dossiers.Read;

/// <summary>A price after entry of a dossier that somebody else made counts where it was seen at its time.</summary>
public sealed class EntryFactsTests
{
    [Theory]
    [InlineData("2026-03-01T12:05:00Z", 0.52)] // five minutes after
    [InlineData("2026-03-01T12:15:00Z", 0.52)]
    [InlineData("2026-03-01T12:04:59Z", null)] // too soon
    [InlineData("2026-03-01T11:50:00Z", null)] // before the buy
    [InlineData("2026-03-01T12:15:01Z", null)] // too late
    [InlineData("2026-03-02T12:05:00Z", null)]
    public void A_price_counts_in_its_minutes_alone(string seen, double? expected) =>
        Assert.Equal(expected, After5("pre_event", seen, "2026-03-01T18:00:00Z"));

    [Theory]
    [InlineData("pre_event", "2026-03-01T12:10:01Z", 0.52)]
    [InlineData("pre_event", "2026-03-01T12:10:00Z", null)] // the game has begun
    [InlineData("markout_24h", "2026-03-01T12:10:00Z", 0.52)] // what a markout starts from knows no game
    public void A_price_of_the_game_is_none(string variant, string anchor, double? expected) =>
        Assert.Equal(expected, After5(variant, "2026-03-01T12:10:00Z", anchor));

    [Fact]
    public void A_price_of_which_nobody_says_when_it_was_seen_is_taken() =>
        Assert.Equal(0.52, After5("pre_event", "", "2026-03-01T18:00:00Z"));

    private static double? After5(string variant, string seen, string anchor) => Assert.Single(DossierText.Rows($$"""
        {"entry_source": "fills", "variant": "{{variant}}", "first_buy_ts": "2026-03-01T12:00:00Z", "first_buy_price": 0.5, "close_ts": "{{anchor}}",
         "price_5m_after_entry": 0.52, "price_5m_after_entry_ts": "{{seen}}"}
        """)).Extras.Entry!.After5;
}
