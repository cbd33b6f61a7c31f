using CsCheck;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Tests.Files;

/// <summary>Text of strangers in messages and reports: nothing in it steers a terminal, nothing is endless, no credential stays.</summary>
public sealed class ForeignTextProperties
{
    [Fact]
    public void Ordinary_text_stays_as_it_is() =>
        Gen.String[Gen.Char[' ', '~'], 0, 3000].Sample(static text =>
            VisibleText.Of(text) == text && (text.Contains("://", StringComparison.Ordinal) || VisibleText.Message(text) == text));

    [Theory]
    [InlineData("naïve – Straße\nzweite\tZeile 💧 فارسی")]
    [InlineData("User '@handle' failed: https://polymarket.com/@handle/x?limit=500&user=0xabc")]
    public void So_does_a_message(string text) => Assert.Equal(text, VisibleText.Message(text));

    [Fact]
    public void Whatever_comes_in_nothing_steers_a_terminal_and_nothing_is_long() =>
        Gen.String[Gen.Char, 0, 9000].Sample(static text =>
        {
            var message = VisibleText.Message(text);
            Assert.True(message.Length <= 4000);
            Assert.DoesNotContain(message, static c => char.IsControl(c) && c is not ('\n' or '\t'));
            Assert.DoesNotContain(VisibleText.Of(text, 100), char.IsControl);
            Assert.False(PythonText.HasLoneSurrogate(message));
        });

    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "`\\u001B[31mred\\u001B[0m`")]
    [InlineData("a\u202Eb", "`a\\u202Eb`")]
    [InlineData("a\rb\nc", "`a\\rb\\nc`")]
    [InlineData("league:nba – é", "`league:nba – é`")]
    public void Markdown_shows_what_would_steer_a_terminal(string text, string shown) => Assert.Equal(shown, MarkdownText.Code(text));

    [Theory]
    [InlineData("http://localhost:8000/api", "http://localhost:8000/api")]
    [InlineData("https://u:p%40ss@host/x", "https://***@host/x")]
    [InlineData("https://u:p@ss@host:1/x@y", "https://***@host:1/x@y")]
    [InlineData("https://tok@host", "https://***@host")]
    [InlineData("https://h/?a=1&api_key=abc&b=2", "https://h/?a=1&api_key=***&b=2")]
    [InlineData("https://h/#access_token=abc", "https://h/#access_token=***")]
    [InlineData("from http://a:b@c to 'ftp://d:e@f/?Signature=x' end", "from http://***@c to 'ftp://***@f/?Signature=***' end")]
    [InlineData("key=value, mail@example.org", "key=value, mail@example.org")]
    public void Credentials_are_taken_out_of_addresses(string text, string expected) => Assert.Equal(expected, Credentials.Hide(text));

    [Fact]
    public void Hiding_twice_is_hiding_once() =>
        Gen.Select(Gen.String[Gen.Char["ab:/@?&=#; "], 0, 30], Gen.String[Gen.Char["ab:/@?&=#; "], 0, 30]).Sample(static (before, after) =>
        {
            var once = Credentials.Hide($"{before}://{after}");
            return Credentials.Hide(once) == once;
        });
}
