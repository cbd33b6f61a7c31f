using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>
/// Reads the positions of a <c>dossier.json</c>, the original's or ours. Positions are read one at a time out of the file,
/// so a dossier of a hundred megabytes is never in memory.
/// </summary>
internal static class DossierReader
{
    /// <summary>More than a header or a position can honestly be.</summary>
    private const long LargestPart = 256L << 20;

    private const int Block = 64 << 10;

    private static readonly string[] s_otherSections = ["positions_lifecycle", "position_lifecycle", "position_lifecycles"];

    /// <summary>Reads a dossier.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the reading between two positions.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonTextException">It is not JSON.</exception>
    /// <exception cref="Failure"><c>DossierDefect</c>: It is no dossier, or a position in it is not usable.</exception>
    public static DossierContent Read(SafeFileHandle file, CancellationToken cancellationToken)
    {
        var sections = TopLevel(file, cancellationToken);
        var list = FindPositions(file, sections, cancellationToken)
            ?? throw DossierDefect.At("the dossier", "it holds no list of positions (positions.positions); is it a dossier.json?");
        DossierRowReader reader = new(FeeRule.Default);
        List<DossierRow> rows = [];
        var skipped = 0;
        for (var i = 0; i < list.Items.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = $"{list.Place}[{i}]";
            var position = Parse(file, list.Items[i].Value, place);
            if (position.Kind == JsonKind.Object)
            {
                rows.Add(reader.Read(position, place));
            }
            else
            {
                skipped++;
            }
        }

        var header = sections.TryGetValue("header", out var at) ? Parse(file, at, "header") : JsonValue.Null;
        return new(rows, skipped, header["proxy_wallet"]?.AsName, header["user_slug"]?.AsName ?? header["username"]?.AsName ?? header["user_input"]?.AsName);
    }

    // Which of the places that can hold positions does, in the original's order: an empty list is passed over while others are left.
    private static ListOfPositions? FindPositions(SafeFileHandle file, Dictionary<string, FileRange> sections, CancellationToken cancellationToken)
    {
        ListOfPositions? empty = null;
        if (sections.TryGetValue("positions", out var section)
            && ListOf(file, section, "positions", ["positions", "items"], cancellationToken) is { } found)
        {
            if (found.Items.Count > 0)
            {
                return found;
            }

            empty = found;
        }

        foreach (var name in s_otherSections)
        {
            if (sections.TryGetValue(name, out var other) && ListOf(file, other, name, ["positions"], cancellationToken) is { } alternative)
            {
                return alternative;
            }
        }

        return empty;
    }

    private static ListOfPositions? ListOf(SafeFileHandle file, FileRange section, string name, string[] members, CancellationToken cancellationToken)
    {
        var first = FirstByte(file, section);
        if (first == '[')
        {
            return new(JsonChildren.Of(file, section, cancellationToken), name);
        }

        if (first == '{')
        {
            var inner = Members(JsonChildren.Of(file, section, cancellationToken));
            foreach (var member in members)
            {
                if (inner.TryGetValue(member, out var list) && FirstByte(file, list) == '[')
                {
                    return new(JsonChildren.Of(file, list, cancellationToken), $"{name}.{member}");
                }
            }
        }

        return null;
    }

    private static byte FirstByte(SafeFileHandle file, FileRange range) => new FileRange(range.Start, range.Start + 1).Read(file)[0];

    private static JsonValue Parse(SafeFileHandle file, FileRange range, string place)
    {
        if (range.Length > LargestPart)
        {
            throw DossierDefect.At(place, $"it is longer than {LargestPart >> 20} MB");
        }

        try
        {
            return JsonText.Parse(range.Read(file));
        }
        catch (JsonTextException error)
        {
            throw DossierDefect.At(place, error.Message);
        }
    }

    private static Dictionary<string, FileRange> TopLevel(SafeFileHandle file, CancellationToken cancellationToken)
    {
        FileRange all = new(0, RandomAccess.GetLength(file));
        if (all.Length == 0)
        {
            throw JsonText.Empty();
        }

        JsonText.RefuseByteOrderMark(new FileRange(0, Math.Min(3, all.Length)).Read(file));
        List<JsonChild> children;
        try
        {
            children = JsonChildren.Of(file, all, cancellationToken);
        }
        catch (JsonException error)
        {
            throw JsonText.NotJson(error);
        }

        return FirstMeaningfulByte(file, all) == '{'
            ? Members(children)
            : throw DossierDefect.At("the dossier", "an object was expected at its top level");
    }

    private static byte FirstMeaningfulByte(SafeFileHandle file, FileRange all)
    {
        for (long start = 0; start < all.End; start += Block)
        {
            var block = new FileRange(start, Math.Min(start + Block, all.End)).Read(file);
            var at = block.AsSpan().IndexOfAnyExcept(" \t\n\r"u8);
            if (at >= 0)
            {
                return block[at];
            }
        }

        throw JsonText.Empty();
    }

    // The last of two members with one name counts.
    private static Dictionary<string, FileRange> Members(List<JsonChild> children)
    {
        Dictionary<string, FileRange> members = new(StringComparer.Ordinal);
        foreach (var child in children)
        {
            members[child.Name!] = child.Value;
        }

        return members;
    }

    private sealed record ListOfPositions(List<JsonChild> Items, string Place);
}

/// <summary>What of a dossier the reports need.</summary>
/// <param name="Positions">The positions, in order.</param>
/// <param name="Skipped">Entries of the list that are no objects.</param>
/// <param name="Wallet">The wallet that the dossier names; null where it names none.</param>
/// <param name="User">The user that it names.</param>
internal sealed record DossierContent(IReadOnlyList<DossierRow> Positions, int Skipped, string? Wallet, string? User);
