namespace PolyTool.Core.Dossiers.Segments;

/// <summary>
/// How positions are sorted into segments and where a closing line is anchored: data, not code. Two tables come with the
/// program (<c>original</c>, <c>default</c>); a user can give a third. Its name, version and hash are recorded in each run.
/// </summary>
internal sealed record SegmentTable
{
    /// <summary>The bucket of what no rule places.</summary>
    public const string Unknown = "unknown";

    /// <summary>The category of a position without one.</summary>
    public const string UnknownCategory = "Unknown";

    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The table's version, as its file says.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the table's file, and of the league table where it uses that; lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The league table that it uses; null where it has all leagues itself.</summary>
    public LeagueTable? LeagueTable { get; init; }

    /// <summary>What to say of the table before it is used: that the kept league table is not usable.</summary>
    public string? Note { get; init; }

    /// <summary>What to say of the table before it is used.</summary>
    public IReadOnlyList<string> NotesAt(DateTimeOffset now) => [.. new[] { Note, LeagueTable?.AgeNote(now) }.OfType<string>()];

    /// <summary>Price tiers in the order in which they are tried; at least one.</summary>
    public required IReadOnlyList<PriceTier> Tiers { get; init; }

    /// <summary>Whether the tier is that of the first buy's price, where it is known; else of the entry price.</summary>
    public required bool TierByFirstBuy { get; init; }

    /// <summary>Leagues by their code, which is the first part of a market's slug.</summary>
    public required IReadOnlyDictionary<string, League> Leagues { get; init; }

    /// <summary>Event tag to league code, in the order in which they are tried.</summary>
    public IReadOnlyList<TagRule> LeagueTags { get; init; } = [];

    /// <summary>Event tag to sport, in the order in which they are tried.</summary>
    public IReadOnlyList<TagRule> SportTags { get; init; } = [];

    /// <summary>Event tag to category, in the order in which they are tried.</summary>
    public IReadOnlyList<TagRule> CategoryTags { get; init; } = [];

    /// <summary>Words of a question to league code, in the order in which they are tried.</summary>
    public IReadOnlyList<TagRule> LeaguePhrases { get; init; } = [];

    /// <summary>Market types that are always listed, apart from <c>unknown</c>.</summary>
    public required IReadOnlyList<string> MarketTypes { get; init; }

    /// <summary>Rules for the market type; the first that applies decides.</summary>
    public required IReadOnlyList<MarketTypeRule> MarketTypeRules { get; init; }

    /// <summary>Where closing lines are anchored.</summary>
    public required AnchorLadder ClosingLine { get; init; }
}

/// <summary>A range of entry prices: Min at least, below Max. A bound that is null is open.</summary>
internal sealed record PriceTier(string Name, double? Min, double? Max);

/// <summary>A league.</summary>
/// <param name="Sport">Its sport.</param>
/// <param name="NeedsDate">Its code is also an everyday slug prefix, so the slug must hold a date, or the market a game, before it counts.</param>
internal sealed record League(string Sport, bool NeedsDate);

/// <summary>A tag of the event (or words of the question) and what follows from it.</summary>
internal sealed record TagRule(string Tag, string Value);
