using System.Diagnostics;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Tests.Polymarket.Positions;

public class GameNamesTests
{
    [Theory]
    [InlineData("nba-lal-bos-2026-01-05", "nba-lal-bos-2026-01-05")]
    [InlineData("nba-lal-bos-2026-01-05-more-markets", "nba-lal-bos-2026-01-05")]
    [InlineData("mlb-nyy-bos-2026-06-05-2-exact-score", "mlb-nyy-bos-2026-06-05-2")]
    [InlineData("nba-lal-bos", "nba-lal-bos")]
    public void A_game_ends_with_its_date_and_a_doubleheaders_number(string slug, string game) => Assert.Equal(game, GameNames.Main(slug, isGame: true));

    /// <summary>Twice the slug took four times as long, and one of a megabyte hours.</summary>
    [Theory]
    [InlineData("-2026-01-05", "\n")]
    [InlineData("-2026-01-05", "\nx")]
    [InlineData("-2026-01-05", "-")]
    [InlineData("-2026-01-05x", "")]
    [InlineData("-more-markets", "\n\n")]
    public void A_strangers_slug_of_a_megabyte_is_read_at_once(string part, string end)
    {
        var slug = string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length)) + end;
        var start = Stopwatch.GetTimestamp();
        GameNames.Main(slug, isGame: true);
        GameNames.Main(slug, isGame: false);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"{Stopwatch.GetElapsedTime(start)}");
    }
}
