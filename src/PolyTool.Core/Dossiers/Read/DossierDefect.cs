using PolyTool.Core.Failures;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>A dossier holds a value that no report can be made of. Whoever knows the dossier's path says the whole sentence.</summary>
internal static class DossierDefect
{
    public const string Code = "DossierDefect";

    /// <summary>What is wrong, and where: the value's JSON path, or the segment whose numbers do not add up.</summary>
    public static Failure At(string place, string reason) => new(Code, $"{place}: {reason}");

    /// <summary>Whether a failure is one of these.</summary>
    public static bool Is(Failure failure) => failure.Code == Code;
}
