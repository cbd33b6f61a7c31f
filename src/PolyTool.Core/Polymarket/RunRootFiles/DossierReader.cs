using System.Text.Json;
using PolyTool.Core.CanonicalJson;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Segments;

namespace PolyTool.Core.Polymarket.RunRootFiles;

/// <summary>
/// Reads the positions of a <c>dossier.json</c>, the original's or ours. Positions are read one at a time out of the file's
/// bytes, so a dossier of a hundred megabytes does not become a gigabyte of objects.
/// </summary>
internal static class DossierReader
{
    private static readonly string[] OtherSections = ["positions_lifecycle", "position_lifecycle", "position_lifecycles"];

    /// <summary>Reads a dossier.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="cancellationToken">Ends the reading between two positions.</param>
    /// <exception cref="JsonTextException">The bytes are not JSON.</exception>
    /// <exception cref="DossierDefectException">They are no dossier, or a position in it is not usable.</exception>
    public static DossierContent Read(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Dictionary<string, Range> sections = TopLevel(bytes.Span);
        (Range list, string place) = FindPositions(bytes.Span, sections)
            ?? throw new DossierDefectException("the dossier", "it holds no list of positions (positions.positions); is it a dossier.json?");
        PositionRowReader reader = new(FeeRule.Default);
        List<PositionRow> rows = [];
        int skipped = 0;
        int index = 0;
        foreach (Range item in Items(bytes.Span, list))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string itemPlace = $"{place}[{index++}]";
            JsonValue position = Parse(bytes.Span[item], itemPlace);
            if (position.Kind == JsonKind.Object)
            {
                rows.Add(reader.Read(position, itemPlace));
            }
            else
            {
                skipped++;
            }
        }

        JsonValue header = sections.TryGetValue("header", out Range at) ? Parse(bytes.Span[at], "header") : JsonValue.Null;
        return new(rows, skipped, Text(header, "proxy_wallet"), Text(header, "user_slug") ?? Text(header, "username") ?? Text(header, "user_input"));
    }

    private static string? Text(JsonValue header, string name) =>
        header[name] is { Kind: JsonKind.String } value && PythonText.Strip(value.Text) is { Length: > 0 } text ? text : null;

    // Which of the places that can hold positions does, in the original's order: an empty list is passed over while others are left.
    private static (Range List, string Place)? FindPositions(ReadOnlySpan<byte> bytes, Dictionary<string, Range> sections)
    {
        (Range List, string Place)? empty = null;
        if (sections.TryGetValue("positions", out Range section)
            && ListOf(bytes, section, "positions", ["positions", "items"]) is { } found)
        {
            if (Items(bytes, found.List).Count > 0)
            {
                return found;
            }

            empty = found;
        }

        foreach (string name in OtherSections)
        {
            if (sections.TryGetValue(name, out Range other) && ListOf(bytes, other, name, ["positions"]) is { } alternative)
            {
                return alternative;
            }
        }

        return empty;
    }

    private static (Range List, string Place)? ListOf(ReadOnlySpan<byte> bytes, Range section, string name, string[] members)
    {
        byte first = bytes[section.Start];
        if (first == '[')
        {
            return (section, name);
        }

        if (first == '{')
        {
            Dictionary<string, Range> inner = Members(bytes, section);
            foreach (string member in members)
            {
                if (inner.TryGetValue(member, out Range list) && bytes[list.Start] == '[')
                {
                    return (list, $"{name}.{member}");
                }
            }
        }

        return null;
    }

    private static JsonValue Parse(ReadOnlySpan<byte> bytes, string place)
    {
        try
        {
            return JsonText.Parse(bytes);
        }
        catch (JsonTextException error)
        {
            throw new DossierDefectException(place, error.Message);
        }
    }

    private static Dictionary<string, Range> TopLevel(ReadOnlySpan<byte> bytes)
    {
        try
        {
            JsonText.RefuseByteOrderMark(bytes);
            return Members(bytes, Range.All);
        }
        catch (JsonException error)
        {
            throw bytes.IsEmpty ? JsonText.Empty() : JsonText.NotJson(error);
        }
    }

    // Where the members of an object lie. The last of two with one name counts.
    private static Dictionary<string, Range> Members(ReadOnlySpan<byte> bytes, Range value)
    {
        int offset = value.GetOffsetAndLength(bytes.Length).Offset;
        Utf8JsonReader reader = new(bytes[value], JsonText.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new DossierDefectException("the dossier", "an object was expected at its top level");
        }

        Dictionary<string, Range> members = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Name(ref reader);
            reader.Read();
            members[name] = ValueRange(ref reader, offset);
        }

        // What follows the object must be white space; the reader checks it.
        while (reader.Read())
        {
        }

        return members;
    }

    // A name with half a surrogate pair is none of those that are looked for.
    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static List<Range> Items(ReadOnlySpan<byte> bytes, Range list)
    {
        int offset = list.GetOffsetAndLength(bytes.Length).Offset;
        Utf8JsonReader reader = new(bytes[list], JsonText.Options);
        reader.Read();
        List<Range> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ValueRange(ref reader, offset));
        }

        return items;
    }

    private static Range ValueRange(ref Utf8JsonReader reader, int offset)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new(offset + start, offset + (int)reader.BytesConsumed);
    }
}

/// <summary>What of a dossier the reports need.</summary>
/// <param name="Positions">The positions, in order.</param>
/// <param name="Skipped">Entries of the list that are no objects.</param>
/// <param name="Wallet">The wallet that the dossier names; null where it names none.</param>
/// <param name="User">The user that it names.</param>
internal sealed record DossierContent(IReadOnlyList<PositionRow> Positions, int Skipped, string? Wallet, string? User);
