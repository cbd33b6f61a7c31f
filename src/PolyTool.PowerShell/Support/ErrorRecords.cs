using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// Makes every error record of the module: a stable PascalCase id, an honest category, the user's own item as target
/// and a message that says what is wrong, where, and what to do. Ids are part of the interface; tests hold them.
/// </summary>
internal static class ErrorRecords
{
    /// <summary>The id of <see cref="PathNotFound"/>.</summary>
    public const string PathNotFoundId = "PathNotFound";

    /// <summary>An error with a message of ours.</summary>
    /// <param name="id">The stable id, a PascalCase noun phrase such as <c>RunRootNotFound</c>.</param>
    /// <param name="category">The kind of trouble.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="target">The user's item.</param>
    /// <param name="cause">What was caught, if anything was.</param>
    public static ErrorRecord Create(string id, ErrorCategory category, string message, object? target, Exception? cause = null) =>
        new(new PolyToolException(message, cause), id, category, target);

    /// <summary><c>PathNotFound</c>: nothing is there.</summary>
    /// <param name="path">The path as the user typed it.</param>
    public static ErrorRecord PathNotFound(string path) =>
        Create(PathNotFoundId, ErrorCategory.ObjectNotFound, $"Cannot find '{path}': no file or folder is there.", path);

    /// <summary><c>PathAmbiguous</c>: a wildcard matches several things where one is asked for.</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="found">What it matches.</param>
    public static ErrorRecord PathAmbiguous(string path, IReadOnlyList<string> found) =>
        Create("PathAmbiguous", ErrorCategory.InvalidArgument,
            $"'{path}' stands for {found.Count}: {string.Join(", ", found.Take(3).Select(static one => $"'{one}'"))}{(found.Count > 3 ? " and more" : "")}. Name one of them.", path);

    /// <summary><c>PathNotFileSystem</c>: the path belongs to another provider, such as the registry or the environment.</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="provider">The name of the provider it belongs to.</param>
    public static ErrorRecord PathNotFileSystem(string path, string provider) =>
        Create("PathNotFileSystem", ErrorCategory.InvalidArgument,
            $"'{path}' is a path of the {provider} provider; give a path of the file system.", path);

    /// <summary><c>PathInvalid</c>: the path cannot be read as one (unknown drive, unbalanced brackets, empty).</summary>
    /// <param name="path">The path as the user typed it.</param>
    /// <param name="cause">What the engine said.</param>
    public static ErrorRecord PathInvalid(string path, Exception cause) =>
        Create("PathInvalid", ErrorCategory.InvalidArgument, $"'{path}' is not a usable path: {cause.Message}", path, cause);
}
