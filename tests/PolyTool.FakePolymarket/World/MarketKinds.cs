namespace PolyTool.FakePolymarket.World;

/// <summary>A kind of market that the generator makes.</summary>
/// <param name="Slug">First part of the slug; a league where it is sports.</param>
/// <param name="IsSports">Anchored on the start of a game.</param>
/// <param name="Tags">Tags of its events.</param>
/// <param name="EndLag">Days from the game to the market's end date, which for some leagues is a week later.</param>
/// <param name="Sides">Names to draw opponents or subjects from.</param>
internal sealed record MarketKind(string Slug, bool IsSports, IReadOnlyList<string> Tags, int EndLag, IReadOnlyList<string> Sides)
{
    public static IReadOnlyList<MarketKind> All { get; } =
    [
        new("nba", true, ["sports", "nba", "basketball"], 0, ["Harbor", "Summit", "Prairie", "Lakeside", "Canyon", "Delta"]),
        new("nfl", true, ["sports", "nfl", "football"], 0, ["Ironside", "Falls", "Bayou", "Ridge", "Plains", "Coast"]),
        new("epl", true, ["sports", "soccer", "epl"], 0, ["Northbridge", "Easton", "Millbrook", "Ashford", "Westport"]),
        new("mlb", true, ["sports", "mlb", "baseball"], 7, ["Oaks", "Pilots", "Comets", "Rangers", "Anglers"]),
        new("atp", true, ["sports", "tennis", "atp"], 7, ["Moreau", "Lindqvist", "Okafor", "Tanaka", "Silva"]),
        new("nhl", true, ["sports", "nhl", "hockey"], 0, ["Glaciers", "Foxes", "Miners", "Sentinels"]),
        new("lol", true, ["esports", "league-of-legends"], 0, ["Crimson", "Nova", "Tempest", "Aurora"]),
        new("cs2", true, ["esports", "counter-strike"], 1, ["Vector", "Onyx", "Halcyon", "Rift"]),
        new("politics", false, ["politics", "elections"], 0, ["the coastal referendum", "the north county election", "the city budget vote"]),
        new("crypto", false, ["crypto", "bitcoin"], 0, ["Bitcoin above 90,000", "Ether above 4,000", "a new high for Bitcoin"]),
        new("economy", false, ["economy", "fed"], 0, ["a rate cut", "inflation below 3 per cent", "unemployment above 5 per cent"]),
        new("weather", false, ["weather"], 0, ["snow in the capital", "a record high in Dallas", "rain on the holiday"]),
    ];
}
