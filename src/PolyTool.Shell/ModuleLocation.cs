namespace PolyTool.Shell;

/// <summary>Finds the module to import.</summary>
internal static class ModuleLocation
{
    private const string Manifest = "PolyTool.psd1";

    /// <summary>
    /// The manifest beside the program (installed as a tool, or published), else in the module folder of the checkout
    /// that the program was built in.
    /// </summary>
    /// <param name="programFolder">Where the program lies.</param>
    /// <returns>The full path, or null.</returns>
    public static string? Find(string programFolder)
    {
        string beside = Path.Join(programFolder, "PolyTool", Manifest);
        if (File.Exists(beside))
            return beside;
        for (DirectoryInfo? folder = new(programFolder); folder is not null; folder = folder.Parent)
        {
            string built = Path.Join(folder.FullName, "output", "PolyTool", Usage.Version, Manifest);
            if (File.Exists(built))
                return built;
        }
        return null;
    }
}
