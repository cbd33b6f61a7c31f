namespace PolyTool.Shell;

/// <summary>What the command line asks for.</summary>
internal enum ShellAction
{
    /// <summary>Run the text.</summary>
    Command,

    /// <summary>Run the script file.</summary>
    File,

    /// <summary>Show how to use the program.</summary>
    Help,

    /// <summary>Show the version.</summary>
    Version,

    /// <summary>Say what is wrong with the command line.</summary>
    WrongUsage,
}

/// <summary>The command line, understood.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Text">The command, the path of the script, or what is wrong.</param>
/// <param name="Arguments">What comes after the script.</param>
internal sealed record CommandLine(ShellAction Action, string Text, IReadOnlyList<string> Arguments)
{
    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>Understands the arguments as pwsh does: -Command takes all that follows, -File a path and its arguments.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return Wrong("nothing to do");
        string first = arguments[0];
        string[] rest = [.. arguments.Skip(1)];
        if (first.EndsWith(".ps1", IgnoreCase) && !first.StartsWith('-'))
            return File(first, rest);
        return first.ToLowerInvariant() switch
        {
            "--help" or "-help" or "-h" or "-?" or "/?" => new(ShellAction.Help, "", []),
            "--version" or "-version" or "-v" => new(ShellAction.Version, "", []),
            "-command" or "--command" or "-c" => rest.Length == 0
                ? Wrong("-Command needs a text to run")
                : new(ShellAction.Command, string.Join(' ', rest), []),
            "-file" or "--file" or "-f" => rest.Length == 0
                ? Wrong("-File needs the path of a script")
                : File(rest[0], rest[1..]),
            _ => Wrong($"unknown argument '{first}'"),
        };
    }

    private static CommandLine File(string path, string[] arguments) =>
        !path.EndsWith(".ps1", IgnoreCase) ? Wrong($"'{path}' is no .ps1 script")
        : !System.IO.File.Exists(path) ? Wrong($"there is no script '{path}'")
        : new(ShellAction.File, Path.GetFullPath(path), arguments);

    private static CommandLine Wrong(string message) => new(ShellAction.WrongUsage, message, []);
}
