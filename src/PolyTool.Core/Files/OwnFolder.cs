using PolyTool.Core.Failures;

namespace PolyTool.Core.Files;

/// <summary>
/// Folders of ours below a folder that the user named. The user's own path may lead through links; what we add to it may
/// not, or a link that a stranger put there would send our files elsewhere.
/// </summary>
internal static class OwnFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder, with those above it that are not there.</summary>
    /// <param name="fullPath">The folder.</param>
    /// <param name="own">How many components at the path's end are ours; none of them may be a link.</param>
    /// <param name="isPrivate">Whether only its owner may look into a folder that is made, where the system knows owners.</param>
    /// <exception cref="IOException">The folder cannot be made, or a component of ours is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    public static void Make(string fullPath, int own, bool isPrivate = false)
    {
        RequireNoLink(fullPath, own);
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(fullPath, OwnerOnly);
        }
        else
        {
            Directory.CreateDirectory(fullPath);
        }

        // Whoever puts a link there while we look comes to light now.
        RequireNoLink(fullPath, own);
    }

    /// <summary>Refuses links among the last components of a path; what is not there is no link.</summary>
    /// <exception cref="IOException">A component is a link; the message names it.</exception>
    public static void RequireNoLink(string fullPath, int own)
    {
        var path = Path.TrimEndingDirectorySeparator(fullPath);
        for (var i = 0; i < own && path is not null; i++)
        {
            if (IsLink(path))
            {
                throw new IOException($"'{VisibleText.Of(path, 400)}' is a link, and nothing is written through it. Remove it, or name the folder that it leads to.");
            }

            path = Path.GetDirectoryName(path);
        }
    }

    /// <summary>Whether a path itself is a link, whatever it leads to.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
