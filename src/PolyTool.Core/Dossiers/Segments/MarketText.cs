namespace PolyTool.Core.Dossiers.Segments;

/// <summary>What the rules for the market type look at. Case never matters.</summary>
internal sealed class MarketText
{
    private readonly string _text;
    private readonly string _words;
    private readonly string[] _lines;

    /// <summary>Prepares one market.</summary>
    /// <param name="question">The question, not stripped.</param>
    /// <param name="slug">The slug, not stripped.</param>
    /// <param name="sportsMarketType">Gamma's <c>sportsMarketType</c>, or empty.</param>
    /// <param name="isGame">Whether it has a start, or a date in its slug.</param>
    /// <param name="leagueKnown">Whether the league is known.</param>
    /// <param name="sportKnown">Whether the sport is known.</param>
    public MarketText(string question, string slug, string sportsMarketType, bool isGame, bool leagueKnown, bool sportKnown)
    {
        _text = CaseText.Lower($"{question} {slug}");
        _words = CaseText.FoldForMatching(_text);
        _lines = CaseText.Lower(CaseText.FoldForMatching(question)).Split('\n');
        SportsMarketType = CaseText.Lower(sportsMarketType.Trim());
        IsGame = isGame;
        LeagueKnown = leagueKnown;
        SportKnown = sportKnown;
    }

    /// <summary>In lower case; empty where the market has none.</summary>
    public string SportsMarketType { get; }

    /// <summary>Whether it is of a game that is on a day.</summary>
    public bool IsGame { get; }

    /// <summary>Whether the league is known.</summary>
    public bool LeagueKnown { get; }

    /// <summary>Whether the sport is known.</summary>
    public bool SportKnown { get; }

    /// <summary>Whether question and slug hold the text, even inside a word.</summary>
    public bool Contains(string text) => _text.Contains(text, StringComparison.Ordinal);

    /// <summary>Whether question and slug hold the text as whole words.</summary>
    public bool HasWords(string text) => WholeWords.IndexOf(_words, text, 0) >= 0;

    /// <summary>Whether the texts follow each other on one line of the question.</summary>
    public bool QuestionHasInOrder(IReadOnlyList<string> texts, bool wholeWords)
    {
        foreach (var line in _lines)
        {
            var from = 0;
            foreach (var text in texts)
            {
                var at = from > line.Length ? -1 : wholeWords ? WholeWords.IndexOf(line, text, from) : line.IndexOf(text, from, StringComparison.Ordinal);
                from = at < 0 ? -1 : at + text.Length;
                if (from < 0)
                {
                    break;
                }
            }

            if (from >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text is one of the parts between the underscores of the <c>sportsMarketType</c>, or all of it.</summary>
    public bool HasSportsMarketTypePart(string part) =>
        SportsMarketType.Length > 0
        && (string.Equals(SportsMarketType, part, StringComparison.Ordinal) || SportsMarketType.Split('_').Contains(part, StringComparer.Ordinal));
}
