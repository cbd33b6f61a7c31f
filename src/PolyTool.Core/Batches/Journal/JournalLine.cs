using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.SavedBatches;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Batches.Journal;

/// <summary>The lines of a journal as bytes: one JSON object each, ASCII only, ended by a line feed.</summary>
internal static class JournalLine
{
    public static void Write(IBufferWriter<byte> output, JournalHeader header)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        json.WriteNumber("journal_version", JournalHeader.CurrentVersion);
        json.WriteString("batch_id", header.BatchId);
        json.WriteString("created_at", EpochClock.Format(header.CreatedAt));
        json.WriteNumber("users", header.Users);
        json.WriteString("users_digest", header.UsersDigest);
        json.WriteStartObject("scan_options");
        json.WriteString("scanner", header.Scanner);
        json.WriteString("api_base_url", header.Flags.ApiBaseUrl);
        foreach (var (name, value) in ScanArguments.Switches(header.Flags))
        {
            json.WriteBoolean(name.Replace('-', '_'), value);
        }

        json.WriteEndObject();
        json.WriteString("scan_options_hash", header.OptionsHash);
        json.WriteString("tool_version", header.ToolVersion);
        if (header.MinSucceeded is { } must)
        {
            json.WriteNumber(BatchGoal.Name, must);
        }

        if (header.Shard is { } part)
        {
            json.WriteStartObject("shard");
            json.WriteNumber("number", part.Shard.Number);
            json.WriteNumber("count", part.Shard.Count);
            json.WriteString("batch_id", part.BatchId);
            json.WriteNumber("list_length", part.ListLength);
            json.WriteString("list_digest", part.ListDigest);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    public static void Write(IBufferWriter<byte> output, Utf8JsonWriter json, JournalEntry entry)
    {
        json.Reset(output);
        json.WriteStartObject();
        json.WriteNumber("number", entry.Number);
        json.WriteString("user", entry.User);
        json.WriteString("status", entry.Error is null ? "success" : "failure");
        json.WriteString("run_root", entry.RunRoot);
        json.WriteNumber("attempts", entry.Attempts);
        json.WriteString("started", entry.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", CultureInfo.InvariantCulture));
        json.WriteNumber("milliseconds", entry.Milliseconds);
        json.WriteString("error", entry.Error);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    /// <summary>Reads the version of a first line.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public static int ReadVersion(JsonValue line) => Count(line, "journal_version");

    /// <summary>Reads a first line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static JournalHeader ReadHeader(JsonValue line)
    {
        var options = line["scan_options"] ?? throw new FormatException("'scan_options' is missing");
        bool Is(string name) => options[name]?.Kind switch
        {
            JsonKind.True => true,
            JsonKind.False => false,
            _ => throw new FormatException($"'{name}' is neither true nor false"),
        };
        return new()
        {
            BatchId = Text(line, "batch_id"),
            CreatedAt = DateTimeOffset.Parse(Text(line, "created_at"), CultureInfo.InvariantCulture),
            Users = Count(line, "users"),
            UsersDigest = Text(line, "users_digest"),
            Scanner = Text(options, "scanner"),
            ToolVersion = Text(line, "tool_version"),
            MinSucceeded = line[BatchGoal.Name] is null ? null : Count(line, BatchGoal.Name),
            Shard = line["shard"] is { } part ? ReadShard(part) : null,
            Flags = new()
            {
                ApiBaseUrl = options["api_base_url"]?.AsText,
                Full = Is("full"),
                Lite = Is("lite"),
                IngestPositions = Is("ingest_positions"),
                ComputePnl = Is("compute_pnl"),
                EnrichResolutions = Is("enrich_resolutions"),
                DebugExport = Is("debug_export"),
                WarmClvCache = Is("warm_clv_cache"),
                ComputeClv = Is("compute_clv"),
            },
        };
    }

    /// <summary>Reads a line after the first.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static JournalEntry ReadEntry(JsonValue line)
    {
        var succeeded = Text(line, "status") switch
        {
            "success" => true,
            "failure" => false,
            var other => throw new FormatException($"status '{other}'"),
        };
        return new(
            Count(line, "number"),
            Text(line, "user"),
            succeeded ? PathText(line, "run_root") : null,
            Count(line, "attempts"),
            DateTimeOffset.Parse(Text(line, "started"), CultureInfo.InvariantCulture),
            line["milliseconds"] is { } time && time.TryGetInt64(out var milliseconds) ? milliseconds : throw new FormatException("'milliseconds' is no whole number"),
            succeeded ? null : Text(line, "error"));
    }

    private static JournalShard ReadShard(JsonValue part) => new(
        new(Count(part, "number"), Count(part, "count")),
        Text(part, "batch_id"),
        Count(part, "list_length"),
        Text(part, "list_digest"));

    // A path that the system could not take would end whoever asks for it.
    private static string PathText(JsonValue of, string name) =>
        Text(of, name) is { Length: > 0 } text && !text.Contains('\0', StringComparison.Ordinal) ? text : throw new FormatException($"'{name}' is no path");

    private static string Text(JsonValue of, string name) =>
        of[name]?.AsText is { } text && !PythonText.HasLoneSurrogate(text) ? text : throw new FormatException($"'{name}' is no text");

    private static int Count(JsonValue of, string name) => of[name]?.AsCount ?? throw new FormatException($"'{name}' is no number of something");
}

/// <summary>One finished user.</summary>
/// <param name="Number">The user's number, from 1.</param>
/// <param name="User">The user.</param>
/// <param name="RunRoot">The run root as recorded; null for a failed user.</param>
/// <param name="Attempts">How often the scan was started.</param>
/// <param name="Started">When the first attempt began.</param>
/// <param name="Milliseconds">From there to the end.</param>
/// <param name="Error">Why the user failed; null for a user that succeeded.</param>
internal sealed record JournalEntry(
    int Number, string User, string? RunRoot, int Attempts, DateTimeOffset Started, long Milliseconds, string? Error);
