using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;

namespace PolyTool.PowerShell.Support;

/// <summary>Run roots out of objects: what Resolve-RunRoot and Test-RunRoot emit, also where it came from another process or a file.</summary>
internal static class RunRootObjects
{
    /// <summary>The run root that an object names by its properties; null where it names none.</summary>
    /// <param name="input">The object.</param>
    /// <returns>Its path as it was typed, and its full path.</returns>
    public static GivenPath? Of(object? input) => ObjectText.Plain(input) switch
    {
        RunRoot root => new(root.Path, root.FullPath),
        // What Test-RunRoot emits names its run root as it was typed.
        RunRootTest test => new(test.Path, test.FullPath),
        null or string or FileSystemInfo => null,
        _ => ObjectText.Property(input, "FullPath") is { } full ? new(ObjectText.Property(input, "Path") ?? full, full) : null,
    };
}
