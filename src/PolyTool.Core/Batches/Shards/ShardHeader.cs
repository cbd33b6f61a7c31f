using System.Buffers;
using System.Formats.Cbor;
using System.Text;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Evidence;
using PolyTool.Core.Json;

namespace PolyTool.Core.Batches.Shards;

/// <summary>The first item of a shard file: which part of which batch it is and how it was made.</summary>
internal sealed record ShardHeader
{
    /// <summary>The version of the file's form.</summary>
    public const int CurrentForm = 1;

    /// <summary>What the journal's first line says, in its own form.</summary>
    public required JournalHeader Journal { get; init; }

    /// <summary>Which part it is; a journal of a part says it.</summary>
    public required JournalShard Part { get; init; }

    /// <summary>The users file as recorded; null where the users came otherwise.</summary>
    public required string? UsersFile { get; init; }

    /// <summary>The rule of the evidence, as canonical JSON; null where no evidence is made.</summary>
    public required byte[]? Rule { get; init; }

    /// <summary>How the list of users came about.</summary>
    public required UserSelection Selection { get; init; }

    /// <summary>The last day of the profits that users were chosen by, days since 1970-01-01.</summary>
    public required int? SelectedUntil { get; init; }

    public static ShardHeader Of(JournalHeader journal, ScanRequest request) => new()
    {
        Journal = journal,
        Part = journal.Shard!,
        UsersFile = request.UsersFile,
        Rule = request.Evidence is { } rule ? RecordJson.ToBytes(rule) : null,
        Selection = request.UserSelection,
        SelectedUntil = request.SelectedUntil,
    };

    /// <summary>What of another part's header tells that both are not of one batch, in words; empty where they are.</summary>
    public IReadOnlyList<string> DifferencesTo(ShardHeader other)
    {
        List<string> differences = [];
        Add("the batch", Part.BatchId, other.Part.BatchId);
        Add("the number of parts", Part.Shard.Count, other.Part.Shard.Count);
        if (Part.ListDigest != other.Part.ListDigest || Part.ListLength != other.Part.ListLength)
        {
            differences.Add($"the list of users ({Part.ListLength} and {other.Part.ListLength} of them)");
        }

        Add("the version of PolyTool", Journal.ToolVersion, other.Journal.ToolVersion);
        Add("the scanner", Journal.Scanner, other.Journal.Scanner);
        if (Journal.OptionsHash != other.Journal.OptionsHash && Journal.Scanner == other.Journal.Scanner)
        {
            differences.Add("the scan flags");
        }

        Add("the users file", UsersFile ?? "none", other.UsersFile ?? "none");
        Add("how users were chosen", (Selection, SelectedUntil), (other.Selection, other.SelectedUntil));
        if (!(Rule ?? []).AsSpan().SequenceEqual(other.Rule ?? []))
        {
            differences.Add("the rule of the evidence (-NoEvidence, -KeepWallets, -ClusterBy)");
        }

        return differences;

        void Add<T>(string what, T here, T there)
        {
            if (!EqualityComparer<T>.Default.Equals(here, there))
            {
                differences.Add($"{what} ('{here}' and '{there}')");
            }
        }
    }

    public void Write(CborWriter writer)
    {
        ArrayBufferWriter<byte> line = new();
        JournalLine.Write(line, Journal);
        writer.WriteStartMap(6);
        writer.WriteTextString("form");
        writer.WriteInt32(CurrentForm);
        writer.WriteTextString("journal");
        writer.WriteTextString(Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\n'));
        writer.WriteTextString("users_file");
        writer.WriteText(UsersFile);
        writer.WriteTextString("evidence_rule");
        writer.WriteBytes(Rule);
        writer.WriteTextString("user_selection");
        writer.WriteTextString(Selection.ToString());
        writer.WriteTextString("selected_until");
        writer.WriteNumber(SelectedUntil);
        writer.WriteEndMap();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="Exception">What the CBOR and the JSON library throw; <see cref="FormatException"/> for another form, or where it is no part's.</exception>
    public static ShardHeader Read(CborReader reader)
    {
        reader.ReadStartMap();
        Expect(reader, "form");
        if (reader.ReadInt32() is var form and not CurrentForm)
        {
            throw new FormatException($"its form is {form}; this PolyTool reads {CurrentForm}");
        }

        Expect(reader, "journal");
        var journal = JournalLine.ReadHeader(JsonText.Parse(Encoding.UTF8.GetBytes(reader.ReadTextString())));
        Expect(reader, "users_file");
        var usersFile = reader.ReadTextOrNull();
        Expect(reader, "evidence_rule");
        var rule = reader.ReadBytesOrNull();
        Expect(reader, "user_selection");
        var selection = Enum.Parse<UserSelection>(reader.ReadTextString());
        Expect(reader, "selected_until");
        var until = (int?)reader.ReadNumberOrNull();
        reader.ReadEndMap();
        return new()
        {
            Journal = journal,
            Part = journal.Shard is { Shard: { Number: >= 1, Count: <= BatchShard.Most } shard, ListLength: >= 0 } part && shard.Number <= shard.Count
                ? part
                : throw new FormatException("it does not say which part it is"),
            UsersFile = usersFile,
            Rule = rule,
            Selection = selection,
            SelectedUntil = until,
        };
    }

    private static void Expect(CborReader reader, string name)
    {
        if (reader.ReadTextString() != name)
        {
            throw new FormatException($"'{name}' is missing");
        }
    }
}
