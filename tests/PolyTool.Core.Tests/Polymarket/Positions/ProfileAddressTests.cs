using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Tests.Polymarket.Positions;

public class ProfileAddressTests
{
    private const string Wallet = "0x1111111111111111111111111111111111111111";

    [Theory]
    [InlineData("https://polymarket.com/profile/" + Wallet, Wallet)]
    [InlineData("https://polymarket.com/profile/@someone", "@someone")]
    [InlineData("https://polymarket.com/profile/%40someone", "@someone")]
    [InlineData("https://polymarket.com/@someone", "@someone")]
    [InlineData("https://polymarket.com/@" + Wallet, "@" + Wallet)]
    [InlineData("https://www.polymarket.com/@some-one?tab=positions#top", "@some-one")]
    [InlineData("http://polymarket.com/@someone/", "@someone")]
    [InlineData("polymarket.com/@someone", "@someone")]
    [InlineData("HTTPS://POLYMARKET.COM/Profile/" + Wallet + "?via=x", Wallet)]
    [InlineData("https://polymarket.com/de/@someone", "@someone")]
    [InlineData("https://polymarket.com/@someone/activity", "@someone")]
    [InlineData("https://polymarket.com/profile/someone", "someone")]
    public void An_address_names_its_user(string address, string user) =>
        Assert.Equal((true, user), (ProfileAddress.Is(address), ProfileAddress.UserOf(address)));

    [Theory]
    [InlineData(" @someone ", "someone")]
    [InlineData("someone", "someone")]
    [InlineData("https://polymarket.com/@someone", "someone")]
    [InlineData("0xABCDEF1111111111111111111111111111111111", "0xabcdef1111111111111111111111111111111111")]
    [InlineData("@0xABCDEF1111111111111111111111111111111111", "0xabcdef1111111111111111111111111111111111")]
    [InlineData("https://polymarket.com/profile/0xABCDEF1111111111111111111111111111111111", "0xabcdef1111111111111111111111111111111111")]
    [InlineData("0x2c335066FE58-1759935795465", "0x2c335066FE58-1759935795465")]
    public void Whatever_names_a_user_has_one_plain_form(string user, string plain) => Assert.Equal(plain, UserResolver.Plain(user));

    [Theory]
    [InlineData("https://polymarket.com/event/nba-lal-bos-2026-01-01")]
    [InlineData("https://polymarket.com/")]
    [InlineData("https://polymarket.com/profile/")]
    [InlineData("https://polymarket.com/@")]
    public void Another_page_names_none(string address) => Assert.Equal((true, null), (ProfileAddress.Is(address), ProfileAddress.UserOf(address)));

    [Theory]
    [InlineData("someone")]
    [InlineData("@someone")]
    [InlineData("a/b")]
    [InlineData("https://elsewhere.invalid/@someone")]
    [InlineData("polymarket.com")]
    public void Anything_else_is_no_address(string text) => Assert.False(ProfileAddress.Is(text));
}
