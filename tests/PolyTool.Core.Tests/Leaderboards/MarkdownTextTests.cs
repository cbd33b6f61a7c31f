using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Tests.Leaderboards;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("league:nba", "`league:nba`", "`league:nba`")]
    [InlineData("tab\there", "`tab\there`", "`tab\there`")]
    [InlineData("a|b", "`a|b`", "`a\\|b`")]
    [InlineData("a\nb\rc", "`a\\nb\\rc`", "`a\\nb\\rc`")]
    [InlineData("a`b``c", "``` a`b``c ```", "``` a`b``c ```")]
    public void Text_stays_in_its_span(string text, string code, string cell)
    {
        Assert.Equal(code, MarkdownText.Code(text));
        Assert.Equal(cell, MarkdownText.CodeCell(text));
    }
}
