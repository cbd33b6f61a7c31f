using System.Globalization;
using System.Text.Json;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>
/// The league codes with which slugs begin, and their sports, made of Gamma's <c>/sports</c>. One comes with the program, with its date; a newer one
/// lies in the cache where somebody renewed it.
/// </summary>
/// <param name="Date">The day that it is of.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Leagues">Sport by code, lower-case; <c>unknown</c> where the tags of a code tell none.</param>
/// <param name="SportTags">Sport by the id of a tag.</param>
/// <param name="Bytes">The table's file.</param>
internal sealed record LeagueTable(
    DateOnly Date, string Source, IReadOnlyDictionary<string, string> Leagues, IReadOnlyDictionary<string, string> SportTags, byte[] Bytes)
{
    /// <summary>The name of the table's file in a cache.</summary>
    public const string FileName = "leagues.json";

    /// <summary>A year: new leagues come every month.</summary>
    private const int DaysUntilOld = 365;

    // Before what is read with it.
    private static readonly System.Buffers.SearchValues<char> s_codeLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The table that comes with the program.</summary>
    public static LeagueTable Shipped { get; } = Read(OwnResource.Read("PolyTool." + FileName));

    /// <summary>What to say of the table's age; null while it is young.</summary>
    public string? AgeNote(DateTimeOffset now) =>
        DateOnly.FromDateTime(now.UtcDateTime).DayNumber - Date.DayNumber > DaysUntilOld
            ? $"The table of leagues is of {Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, more than a year old: leagues that came since are not known by their codes. Update-SegmentTable renews it where there is a network."
            : null;

    /// <summary>Reads a table.</summary>
    /// <exception cref="JsonTextException">It is no JSON, or says something that cannot be.</exception>
    public static LeagueTable Read(byte[] bytes)
    {
        var table = new TableNode(JsonText.Parse(bytes), "").Object("date", "source", "sport_tags", "leagues");
        if (!DateOnly.TryParseExact(table["date"].Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            throw table["date"].Wrong("a date as 2026-10-01 was expected");
        }

        Dictionary<string, string> leagues = new(StringComparer.Ordinal);
        foreach ((var sport, var codes) in table["leagues"].Members)
        {
            foreach (var code in codes.Items)
            {
                if (!IsCode(code.Text) || !leagues.TryAdd(code.Text, sport))
                {
                    throw code.Wrong("a league code in lower case, without '-', that is nowhere else was expected");
                }
            }
        }

        return new(date, table["source"].Text, leagues, table["sport_tags"].Members.ToDictionary(static t => t.Name, static t => t.Value.Text, StringComparer.Ordinal), bytes);
    }

    /// <summary>Whether a text can be a code: what a slug has before its first dash.</summary>
    public static bool IsCode(string text) =>
        text.Length > 0 && text != SegmentTable.Unknown && text.AsSpan().IndexOfAnyExcept(s_codeLetters) < 0;

    /// <summary>A table of its parts.</summary>
    public static LeagueTable Of(DateOnly date, string source, IReadOnlyDictionary<string, string> leagues, IReadOnlyDictionary<string, string> sportTags)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("source", source);
            json.WriteStartObject("sport_tags");
            foreach ((var tag, var sport) in sportTags.OrderBy(static t => t.Key, StringComparer.Ordinal))
            {
                json.WriteString(tag, sport);
            }

            json.WriteEndObject();
            json.WriteStartObject("leagues");
            foreach (var sport in leagues.GroupBy(static l => l.Value, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
            {
                json.WriteStartArray(sport.Key);
                foreach ((var code, _) in sport.OrderBy(static l => l.Key, StringComparer.Ordinal))
                {
                    json.WriteStringValue(code);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        return new(date, source, leagues, sportTags, output.ToArray());
    }
}
