using System.Collections;
using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.RunRoots;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// Texts out of objects, by their properties: an object that came through a job, remoting, Export-Clixml, JSON or CSV has
/// another type than the one it was, and the same properties.
/// </summary>
internal static class ObjectText
{
    /// <summary>What names a batch in objects: a <c>BatchRun</c>, a row, a folder or file.</summary>
    public static readonly string[] BatchNames = ["BatchRoot", "LeaderboardPath", "FullName", "PSPath", "FullPath"];

    /// <summary>What names a run root in objects: a <c>RunRoot</c>, a user's row, a folder or file.</summary>
    public static readonly string[] RunRootNames = ["FullPath", "RunRoot", "FullName", "PSPath", "BatchRoot"];

    private static readonly string[] s_user = ["Wallet", "Handle", "User"];

    /// <summary>The object itself where it is a text, else the first of its properties that is one; null where none is.</summary>
    /// <param name="input">The object.</param>
    /// <param name="names">The properties, the one that counts most first.</param>
    public static string? Of(object? input, IEnumerable<string> names) => Plain(input) switch
    {
        null => null,
        string text => text,
        FileSystemInfo file => file.FullName,
        IDictionary dictionary => names.Select(name => Filled(dictionary[name])).FirstOrDefault(static text => text is not null),
        _ => names.Select(name => Property(input, name)).FirstOrDefault(static text => text is not null),
    };

    /// <summary>The user that an object names: itself where it is a text, else its wallet, handle or user; null where it is none.</summary>
    public static string? User(object? input) => Plain(input) is RunRoot or FileSystemInfo ? null : Of(input, s_user);

    /// <summary>The run root, as typed and in full, that an object of Resolve-RunRoot or Test-RunRoot names, also where it came from another process or a file; null where it names none.</summary>
    public static GivenPath? RunRootOf(object? input) => Plain(input) switch
    {
        RunRoot root => new(root.Path, root.FullPath),
        // What Test-RunRoot emits names its run root as it was typed.
        RunRootTest test => new(test.Path, test.FullPath),
        null or string or FileSystemInfo => null,
        _ => Property(input, "FullPath") is { } full ? new(Property(input, "Path") ?? full, full) : null,
    };

    /// <summary>A property's text that is not blank.</summary>
    public static string? Property(object? input, string name)
    {
        try
        {
            return Filled(PSObject.AsPSObject(input).Properties[name]?.Value);
        }
        catch (GetValueException)
        {
            // A property that throws is as good as none.
            return null;
        }
    }

    /// <summary>The object without PowerShell's wrapping.</summary>
    public static object? Plain(object? input) => input is PSObject wrapped ? wrapped.BaseObject : input;

    private static string? Filled(object? value) => Plain(value) is string text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
