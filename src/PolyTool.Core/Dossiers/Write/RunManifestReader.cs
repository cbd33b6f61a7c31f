using System.Globalization;
using System.Security.Cryptography;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>Looks at a run root that is already there.</summary>
internal static class RunManifestReader
{
    private const long Largest = 64L << 20;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:sszzz";

    /// <summary>The times in a manifest; null where it is none of ours.</summary>
    public static RunTimes? Times(string path) =>
        Read(path) is { } manifest && Time(manifest, "started_at") is { } started && Time(manifest, "finished_at") is { } finished
            ? new(started, finished)
            : null;

    /// <summary>A manifest's value; null where it is not there or not JSON.</summary>
    public static JsonValue? Read(string path)
    {
        try
        {
            return JsonText.Parse(ForeignFile.ReadAllBytes(path, Largest));
        }
        catch (Exception error) when (error is JsonTextException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The hash of a file, lower-case hex; null where it is not there.</summary>
    public static string? Hash(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = ForeignFile.Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[128 * 1024];
        long position = 0;
        for (int read; file is not null && (read = RandomAccess.Read(file, block, position)) > 0; position += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static DateTimeOffset? Time(JsonValue manifest, string name) =>
        manifest[name]?.AsText is { } text
        && DateTimeOffset.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
