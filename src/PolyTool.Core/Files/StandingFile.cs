namespace PolyTool.Core.Files;

/// <summary>
/// Says why a folder cannot be made where a file stands in its way. The system's own words for that ("could not find a part
/// of the path") send people looking for what is missing, and nothing is.
/// </summary>
public static class StandingFile
{
    /// <summary>The file that stands where a folder is wanted.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <returns>The path itself or the nearest above it, where that is a file; null where nothing or a folder is there.</returns>
    public static string? InTheWayOf(string folder)
    {
        for (var path = folder; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>What is said of a folder that cannot be made or written: the file in its way, else the system's words.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="error">What writing threw.</param>
    /// <returns>A sentence.</returns>
    public static string Explain(string folder, Exception error) =>
        InTheWayOf(folder) is { } file ? $"'{file}' is a file, not a folder." : Sentence(error.Message);

    /// <summary>The system's words with their end: other words may follow.</summary>
    internal static string Sentence(string message) => message.Length > 0 && char.IsPunctuation(message[^1]) && message[^1] is not ('\'' or '"' or ')') ? message : message + ".";
}
