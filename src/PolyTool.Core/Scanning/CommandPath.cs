namespace PolyTool.Core.Scanning;

/// <summary>Finds the program that a command names, as a shell would.</summary>
public static class CommandPath
{
    /// <summary>Finds the program.</summary>
    /// <param name="command">A path with a separator (relative to <paramref name="workingDirectory"/>), or a name that is looked up in <c>PATH</c>.</param>
    /// <param name="workingDirectory">The full path that relative paths start from.</param>
    /// <returns>The full path; null where there is no such program, or it may not be run.</returns>
    public static string? Find(string command, string workingDirectory)
    {
        if (command.Length == 0 || command.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || command.Contains(Path.AltDirectorySeparatorChar, StringComparison.Ordinal))
        {
            return FindIn("", Path.GetFullPath(command, workingDirectory));
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => FindIn(Path.GetFullPath(folder, workingDirectory), command))
            .FirstOrDefault(path => path is not null);
    }

    private static string? FindIn(string folder, string name)
    {
        string[] endings = OperatingSystem.IsWindows()
            ? ["", .. (Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE").Split(';', StringSplitOptions.RemoveEmptyEntries)]
            : [""];
        return endings.Select(ending => Path.Combine(folder, name + ending)).FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);
}
