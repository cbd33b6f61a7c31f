namespace PolyTool.Core.Dossiers.Segments;

/// <summary>What a market is classified by.</summary>
/// <param name="Slug">Its slug; empty where it is not known, like the other texts.</param>
/// <param name="Question">Its question.</param>
/// <param name="Category">Its category.</param>
/// <param name="SportsMarketType">Gamma's <c>sportsMarketType</c>.</param>
/// <param name="EventTags">The tag slugs of its event.</param>
/// <param name="HasGameStart">Whether it has a <c>gameStartTime</c>.</param>
internal readonly record struct MarketTraits(
    string Slug, string Question, string Category, string SportsMarketType, IReadOnlyList<string> EventTags, bool HasGameStart);
