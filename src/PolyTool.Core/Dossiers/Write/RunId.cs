using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

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
