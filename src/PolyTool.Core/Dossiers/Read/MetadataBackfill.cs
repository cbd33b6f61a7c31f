using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>
/// Fills what one position does not say of its market from what another position of the same token or condition says. The
/// first that says something wins. A condition is a whole market, so it cannot tell which outcome a position is.
/// </summary>
internal sealed class MetadataBackfill
{
    private const int MostSamples = 5;
    private readonly Dictionary<string, MarketMetadata> _known = new(StringComparer.Ordinal);
    private readonly List<JsonValue> _conflicts = [];

    private MetadataBackfill(IReadOnlyList<DossierRow> rows)
    {
        foreach (var row in rows)
        {
            Learn(row);
        }

        Rows = [.. rows.Select(Fill)];
    }

    /// <summary>Entries of one token or condition that contradict the first one.</summary>
    public int ConflictCount { get; private set; }

    /// <summary>The first five of them.</summary>
    public IReadOnlyList<JsonValue> ConflictSample => _conflicts;

    /// <summary>The positions, in order, filled.</summary>
    public IReadOnlyList<FilledRow> Rows { get; }

    /// <summary>Fills the positions of one dossier.</summary>
    public static MetadataBackfill Of(IReadOnlyList<DossierRow> rows) => new(rows);

    private void Learn(DossierRow row)
    {
        var said = MarketMetadata.Of(row);
        if (!said.NamesMarket && said.Category.Length == 0)
        {
            return;
        }

        Learn(row.TokenId, said);
        Learn(row.ResolvedTokenId, said);
        Learn(row.ConditionId, said with { OutcomeName = "" });
    }

    private void Learn(string identifier, MarketMetadata said)
    {
        if (identifier.Length == 0 || _known.TryAdd(identifier, said))
        {
            return;
        }

        var first = _known[identifier];
        if (!first.Contradicts(said))
        {
            return;
        }

        ConflictCount++;
        if (_conflicts.Count < MostSamples)
        {
            _conflicts.Add(JsonValue.Object(("identifier", JsonValue.Of(identifier)), ("first", first.ToJson()), ("second", said.ToJson())));
        }
    }

    private FilledRow Fill(DossierRow row)
    {
        var said = MarketMetadata.Of(row);
        var identifier = row.TokenId.Length > 0 ? row.TokenId : row.ResolvedTokenId.Length > 0 ? row.ResolvedTokenId : row.ConditionId;
        if (identifier.Length == 0 || !_known.TryGetValue(identifier, out var known))
        {
            return new(row, said, false, false);
        }

        var isToken = row.TokenId.Length > 0 || row.ResolvedTokenId.Length > 0;
        MarketMetadata full = new(
            Either(said.MarketSlug, known.MarketSlug),
            Either(said.Question, known.Question),
            isToken ? Either(said.OutcomeName, known.OutcomeName) : said.OutcomeName,
            Either(said.Category, known.Category));
        if (full == said)
        {
            // Mostly what the position itself said first: then there is one copy of it.
            return new(row, known == said ? known : said, false, false);
        }

        var filled = row with
        {
            MarketSlug = said.MarketSlug.Length > 0 ? row.MarketSlug : full.MarketSlug,
            Question = said.Question.Length > 0 ? row.Question : full.Question,
            OutcomeName = said.OutcomeName.Length > 0 ? row.OutcomeName : full.OutcomeName,
            Category = said.Category.Length > 0 ? row.Category : full.Category,
        };
        return new(filled, full, true, full.Category != said.Category);
    }

    private static string Either(string first, string second) => first.Length > 0 ? first : second;
}

/// <summary>A position after the backfill.</summary>
/// <param name="Row">The position.</param>
/// <param name="Metadata">What is now known of its market, stripped.</param>
/// <param name="IsFilled">Whether something was filled.</param>
/// <param name="IsCategoryFilled">Whether its category was.</param>
internal sealed record FilledRow(DossierRow Row, MarketMetadata Metadata, bool IsFilled, bool IsCategoryFilled);

/// <summary>What is known of a market and an outcome, each text stripped, empty where it is not known.</summary>
internal sealed record MarketMetadata(string MarketSlug, string Question, string OutcomeName, string Category)
{
    /// <summary>What a position says.</summary>
    public static MarketMetadata Of(DossierRow row) => new(
        PythonText.Strip(row.MarketSlug), PythonText.Strip(row.Question), PythonText.Strip(row.OutcomeName), PythonText.Strip(row.Category));

    /// <summary>Whether slug, question or outcome is known.</summary>
    public bool NamesMarket => MarketSlug.Length > 0 || Question.Length > 0 || OutcomeName.Length > 0;

    /// <summary>Whether two entries say different things of one field. Empty fields say nothing.</summary>
    public bool Contradicts(MarketMetadata other) =>
        Differ(MarketSlug, other.MarketSlug) || Differ(Question, other.Question)
        || Differ(OutcomeName, other.OutcomeName) || Differ(Category, other.Category);

    /// <summary>The entry as an object.</summary>
    public JsonValue ToJson() => JsonValue.Object(
        ("market_slug", JsonValue.Of(MarketSlug)), ("question", JsonValue.Of(Question)),
        ("outcome_name", JsonValue.Of(OutcomeName)), ("category", JsonValue.Of(Category)));

    private static bool Differ(string a, string b) => a.Length > 0 && b.Length > 0 && !string.Equals(a, b, StringComparison.Ordinal);
}
