using System.Text.Json;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Scanning;

/// <summary>From what a scan returned to its run root.</summary>
internal static class RunRootLocator
{
    private const long LargestManifest = 64L << 20;
    private const string ManifestName = "run_manifest.json";

    /// <summary>Finds the run root.</summary>
    /// <param name="returned">A folder, or a <c>run_manifest.json</c>, whose <c>output_paths.run_root</c> counts, else its folder.</param>
    /// <param name="baseDirectory">The full path that relative paths start from.</param>
    /// <returns>The run root, which is a folder that exists.</returns>
    /// <exception cref="Failure">There is no such folder.</exception>
    public static GivenPath Locate(string returned, string baseDirectory)
    {
        var text = PythonText.Strip(returned);
        if (text.Length == 0 || text.Contains('\0', StringComparison.Ordinal))
        {
            throw Failed("NoRunRoot", "The scan returned no path of a run root.");
        }

        var full = PhysicalPath.Of(text, baseDirectory);
        if (!File.Exists(full))
        {
            return Folder(text, full);
        }

        if (Path.GetFileName(full) != ManifestName)
        {
            throw Failed("RunRootIsAFile", $"The scan returned the file '{text}'. A scan returns the folder of its run root, or the {ManifestName} in it.");
        }

        var named = PythonText.Strip(ReadManifest(full, text));
        var root = named.Length > 0 ? named : Path.GetDirectoryName(text)!;
        return Folder(root, PhysicalPath.Of(root, baseDirectory));
    }

    private static GivenPath Folder(string text, string full) => Directory.Exists(full)
        ? new GivenPath(text, full).Recorded()
        : throw Failed("RunRootNotFound", $"The scan returned '{text}', but there is no such folder.");

    private static string ReadManifest(string full, string text)
    {
        try
        {
            var bytes = ForeignFile.ReadAllBytes(full, LargestManifest);
            if (bytes.Length == 0)
            {
                throw Failed("RunManifestNotRead", $"The scan returned '{text}', which is empty, or a pipe or a device.");
            }

            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("output_paths", out var paths) && paths.ValueKind == JsonValueKind.Object
                && paths.TryGetProperty("run_root", out var root) && root.ValueKind == JsonValueKind.String
                ? root.GetString()!
                : "";
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw Failed("RunManifestNotRead", $"The scan returned '{text}', which cannot be read as JSON: {error.Message}");
        }
    }

    private static Failure Failed(string code, string message) => new(code, message);
}
