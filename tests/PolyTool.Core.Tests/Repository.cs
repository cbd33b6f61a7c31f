using System.Runtime.CompilerServices;

namespace PolyTool.Core.Tests;

/// <summary>Finds the checkout that the tests were built from, for the data that lies beside them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Path.GetDirectoryName(Here())!)
        ?? throw new InvalidOperationException("The tests run outside their checkout.");

    public static string Golden => Path.Combine(Root, "tests", "golden");

    /// <summary>Files that a mutator made, each with something that once broke a reader.</summary>
    public static string Hostile => Path.Combine(Root, "tests", "hostile");

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "PolyTool.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
