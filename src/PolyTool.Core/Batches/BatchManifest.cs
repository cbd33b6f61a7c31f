using System.Globalization;
using PolyTool.Core.Json;

namespace PolyTool.Core.Batches;

/// <summary>Reads of a <c>batch_manifest.json</c> which batch it is and how many users it has.</summary>
internal static class BatchManifest
{
    private static readonly JsonShape s_shape = JsonShape.Members(
        ("batch_id", JsonShape.All),
        ("created_at", JsonShape.All),
        ("users_attempted", JsonShape.All),
        ("users_failed", JsonShape.All),
        ("users_succeeded", JsonShape.All));

    public static BatchRun Read(string batchRoot, string manifest, CancellationToken cancellationToken)
    {
        JsonValue document = Document(manifest, cancellationToken);
        return BatchRun.In(
            batchRoot,
            Text(document["batch_id"]) ?? throw Damaged(manifest, "'batch_id' is no string"),
            DateTimeOffset.TryParse(Text(document["created_at"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset created)
                ? created
                : throw Damaged(manifest, "'created_at' is no time"),
            new(Count("users_attempted"), Count("users_succeeded"), Count("users_failed")));

        int Count(string name) =>
            document[name] is { Kind: JsonKind.Integer } number && int.TryParse(number.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                ? count
                : throw Damaged(manifest, $"'{name}' is no number of users");
    }

    private static JsonValue Document(string manifest, CancellationToken cancellationToken)
    {
        try
        {
            return new JsonFile().Read(manifest, s_shape, cancellationToken);
        }
        catch (JsonTextException error)
        {
            throw Damaged(manifest, error.Message);
        }
    }

    private static string? Text(JsonValue? value) => value?.Kind == JsonKind.String ? value.Text : null;

    private static BatchException Damaged(string manifest, string reason) => new(
        "BatchUnreadable", $"The manifest '{manifest}' is damaged: {reason}. Run the batch again with -Force, or remove its folder.", manifest);
}
