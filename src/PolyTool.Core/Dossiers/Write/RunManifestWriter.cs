using System.Reflection;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

/// <summary><c>run_manifest.json</c>: where the run's files are, what they were made of and with. It is written last.</summary>
internal static class RunManifestWriter
{
    /// <summary>The file's name.</summary>
    public const string FileName = "run_manifest.json";

    /// <summary>The form: the original's is 1.0.0; this one has inputs, outputs, requests and the segment table beside it.</summary>
    public const string Version = "2.0.0";

    /// <summary>The manifest's value.</summary>
    /// <param name="order">What the run root is written from.</param>
    /// <param name="runRoot">Its recorded path.</param>
    /// <param name="runId">Its id.</param>
    /// <param name="times">When it was made.</param>
    /// <param name="outputs">The other files.</param>
    public static JsonValue Of(RunRootOrder order, string runRoot, string runId, RunTimes times, IReadOnlyList<RunInput> outputs) => JsonValue.Object(
        ("manifest_version", JsonValue.Of(Version)),
        ("polytool_version", JsonValue.Of(ProgramVersion)),
        ("command_name", JsonValue.Of(order.CommandName)),
        ("run_id", JsonValue.Of(runId)),
        ("user_input", JsonValue.Of(order.UserInput)),
        ("user_slug", JsonValue.Of(order.UserSlug)),
        ("wallets", JsonValue.Array([JsonValue.Of(order.Wallet)])),
        ("started_at", JsonValue.Of(EpochClock.Format(times.Started))),
        ("finished_at", JsonValue.Of(EpochClock.Format(times.Finished))),
        ("duration_seconds", JsonValue.Of((times.Finished - times.Started).TotalSeconds)),
        ("options", JsonValue.Object(order.Options)),
        ("segment_table", Table(order.Table)),
        ("requests", JsonValue.Object(order.Requests.Select(static r => KeyValuePair.Create(r.Key, JsonValue.Of(r.Value))))),
        ("outputs", Inputs(outputs)),
        ("output_paths", OutputPaths(runRoot, outputs)));

    /// <summary>Writes an object with its inputs in their place. They are not made into a tree first: a busy user has a hundred thousand.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="others">The other members.</param>
    /// <param name="inputs">What was read.</param>
    public static void Write(System.Buffers.IBufferWriter<byte> output, JsonValue others, IEnumerable<RunInput> inputs)
    {
        CanonicalJsonWriter json = new(output);
        json.WriteStartObject();
        var written = false;
        foreach ((var key, var value) in others.Members)
        {
            if (!written && CodePointOrder.Comparer.Compare(InputsKey, key) < 0)
            {
                WriteInputs(json, inputs);
                written = true;
            }

            json.WriteValue(key, value);
        }

        if (!written)
        {
            WriteInputs(json, inputs);
        }

        json.WriteEndObject();
    }

    private const string InputsKey = "inputs";

    private static void WriteInputs(CanonicalJsonWriter json, IEnumerable<RunInput> inputs)
    {
        json.WriteKey(InputsKey);
        json.WriteStartArray();
        foreach (var input in inputs)
        {
            json.WriteValue(Input(input));
        }

        json.WriteEndArray();
    }

    /// <summary>The version of the program.</summary>
    public static string ProgramVersion { get; } =
        typeof(RunManifestWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>A segment table as a manifest records it.</summary>
    public static JsonValue Table(SegmentTable table) => JsonValue.Object(
        ("name", JsonValue.Of(table.Name)), ("version", JsonValue.Of(table.Version)), ("sha256", JsonValue.Of(table.Sha256)));

    /// <summary>Files or answers with their hashes.</summary>
    public static JsonValue Inputs(IEnumerable<RunInput> inputs) => JsonValue.Array(
        [.. inputs.Select(Input)]);

    private static JsonValue Input(RunInput input) => JsonValue.Object(
        ("name", JsonValue.Of(input.Name)), ("sha256", JsonValue.Of(input.Sha256)), ("bytes", JsonValue.Of(input.Bytes)));

    private static JsonValue OutputPaths(string runRoot, IReadOnlyList<RunInput> outputs) => JsonValue.Object(
    [
        new("run_root", JsonValue.Of(runRoot)),
        .. outputs.Select(o => KeyValuePair.Create(o.Name.Replace('.', '_'), JsonValue.Of(RecordedPath.Join(runRoot, o.Name)))),
    ]);
}

/// <summary>When a run began and ended, in whole seconds as files hold them.</summary>
internal sealed record RunTimes(DateTimeOffset Started, DateTimeOffset Finished)
{
    /// <summary>The times without fractions of seconds, which files do not hold.</summary>
    public RunTimes WholeSeconds() => new(Whole(Started), Whole(Finished));

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

/// <summary>The id of a run: the same wallet, options, table and inputs always have the same.</summary>
internal static class RunId
{
    /// <summary>The first 32 hex digits of SHA-256 over the canonical JSON of what the run depends on, written as a UUID.</summary>
    public static string Of(RunRootOrder order)
    {
        // Hashed on the way: the inputs of a busy user make tens of megabytes.
        using HashingBuffer buffer = new(Stream.Null);
        RunManifestWriter.Write(
            buffer,
            JsonValue.Object(
                ("command", JsonValue.Of(order.CommandName)),
                ("wallet", JsonValue.Of(order.Wallet)),
                ("options", JsonValue.Object(order.Options)),
                ("segment_table", RunManifestWriter.Table(order.Table))),
            order.Inputs);
        var hex = buffer.Finish("").Sha256;
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..32]}";
    }
}
