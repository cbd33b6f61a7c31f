using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Scanning;

/// <summary>From what a scan returned to its run root.</summary>
internal static class RunRootLocator
{
    private const string ManifestName = "run_manifest.json";
    private static readonly JsonShape s_shape = JsonShape.Members(("output_paths", JsonShape.Members(("run_root", JsonShape.All))));

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
        if (named.Contains('\0', StringComparison.Ordinal))
        {
            throw Failed("RunManifestNotRead", $"The scan returned '{text}', whose 'output_paths.run_root' is no path.");
        }

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
            return new JsonFile().Read(full, s_shape, CancellationToken.None)["output_paths"]?["run_root"]?.AsText ?? "";
        }
        catch (Exception error) when (error is JsonTextException or IOException or UnauthorizedAccessException)
        {
            throw Failed("RunManifestNotRead", $"The scan returned '{text}', which cannot be read: {error.Message}");
        }
    }

    private static Failure Failed(string code, string message) => new(code, message);
}
