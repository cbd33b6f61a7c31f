namespace PolyTool.Core.Dossiers.Segments;

/// <summary>One rule for the market type: it applies where all its conditions hold. A rule without conditions always applies.</summary>
internal sealed record MarketTypeRule
{
    /// <summary>The type that it gives.</summary>
    public required string Type { get; init; }

    /// <summary>One of these texts is somewhere in question and slug, even inside a word.</summary>
    public IReadOnlyList<string>? Contains { get; init; }

    /// <summary>One of these is in question and slug as whole words.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>None of these is in question and slug as whole words.</summary>
    public IReadOnlyList<string>? NoWords { get; init; }

    /// <summary>These texts follow each other on one line of the question, even inside words.</summary>
    public IReadOnlyList<string>? QuestionInOrder { get; init; }

    /// <summary>These follow each other on one line of the question, each as whole words.</summary>
    public IReadOnlyList<string>? QuestionWordsInOrder { get; init; }

    /// <summary>Whether the league must be known or must not be.</summary>
    public bool? LeagueKnown { get; init; }

    /// <summary>Whether the sport must be known or must not be.</summary>
    public bool? SportKnown { get; init; }

    /// <summary>Whether the market must have a <c>sportsMarketType</c> or must not.</summary>
    public bool? SportsMarketTypeGiven { get; init; }

    /// <summary>Whether the market must be one of a game that is on a day (by its start, or a date in the slug) or must not.</summary>
    public bool? GameGiven { get; init; }

    /// <summary>One of these is the market's <c>sportsMarketType</c>.</summary>
    public IReadOnlyList<string>? SportsMarketTypes { get; init; }

    /// <summary>One of these is a part (between underscores) of the market's <c>sportsMarketType</c>, or all of it.</summary>
    public IReadOnlyList<string>? SportsMarketTypeParts { get; init; }

    /// <summary>Whether the rule applies.</summary>
    public bool AppliesTo(MarketText market) =>
        (Contains is null || Contains.Any(market.Contains))
        && (Words is null || Words.Any(market.HasWords))
        && (NoWords is null || !NoWords.Any(market.HasWords))
        && (QuestionInOrder is null || market.QuestionHasInOrder(QuestionInOrder, wholeWords: false))
        && (QuestionWordsInOrder is null || market.QuestionHasInOrder(QuestionWordsInOrder, wholeWords: true))
        && (LeagueKnown is null || LeagueKnown == market.LeagueKnown)
        && (SportKnown is null || SportKnown == market.SportKnown)
        && (SportsMarketTypeGiven is null || SportsMarketTypeGiven == (market.SportsMarketType.Length > 0))
        && (GameGiven is null || GameGiven == market.IsGame)
        && (SportsMarketTypes is null || SportsMarketTypes.Contains(market.SportsMarketType, StringComparer.Ordinal))
        && (SportsMarketTypeParts is null || SportsMarketTypeParts.Any(market.HasSportsMarketTypePart));
}
