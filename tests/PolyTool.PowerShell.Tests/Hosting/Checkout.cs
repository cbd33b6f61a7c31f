using System.Reflection;

namespace PolyTool.Hosting;

/// <summary>Where this checkout lies, and the module folder that its build laid out.</summary>
public static class Checkout
{
    /// <summary>The folder of PolyTool.sln.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary><c>output/PolyTool/&lt;version&gt;</c>.</summary>
    public static string ModuleFolder { get; } = Metadata("ModuleFolder");

    /// <summary>The manifest in the module folder.</summary>
    public static string Manifest => Path.Join(ModuleFolder, "PolyTool.psd1");

    /// <summary>A path of the checkout, given in parts.</summary>
    public static string Find(params string[] parts) => Path.Join([Root, .. parts]);

    private static string Metadata(string key) => Path.TrimEndingDirectorySeparator(
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => string.Equals(a.Key, key, StringComparison.Ordinal)).Value!);
}
