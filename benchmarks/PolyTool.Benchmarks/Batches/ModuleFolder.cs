namespace PolyTool.Benchmarks.Batches;

/// <summary>The module that the build laid out.</summary>
internal static class ModuleFolder
{
    public static string Manifest { get; } = Directory
        .EnumerateFiles(Path.Combine(Root(), "output", "PolyTool"), "PolyTool.psd1", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Last();

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PolyTool.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run outside their checkout.");
        }

        return folder;
    }
}
