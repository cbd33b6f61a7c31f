using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

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
