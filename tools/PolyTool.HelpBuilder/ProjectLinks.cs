namespace PolyTool.HelpBuilder;

/// <summary>
/// Addresses below the project's own, which the build knows as <c>-p:ProjectUrl=https://…</c>; none where it is not set. They are
/// those of the usual hosting service: the file itself under <c>raw</c>, the file on a page under <c>blob</c>.
/// </summary>
internal static class ProjectLinks
{
    /// <summary>The gallery's icon, or null.</summary>
    /// <param name="project">The project's address, or an empty text.</param>
    public static string? Icon(string project) => project.Length > 0 ? project + "/raw/HEAD/module/icon.png" : null;

    /// <summary>The page of a cmdlet, or null.</summary>
    /// <param name="project">The project's address, or an empty text.</param>
    /// <param name="cmdlet">The cmdlet.</param>
    public static string? Page(string project, string cmdlet) => project.Length > 0 ? $"{project}/blob/HEAD/docs/en-US/{cmdlet}.md" : null;
}
