namespace PolyTool.Core.Dossiers.Read;

/// <summary>A dossier holds a value that no report can be made of. The message names the place and the reason.</summary>
internal sealed class DossierDefectException : Exception
{
    public DossierDefectException(string place, string reason)
        : base($"{place}: {reason}")
    {
        Place = place;
        Reason = reason;
    }

    /// <summary>The value's JSON path, or the segment whose numbers do not add up.</summary>
    public string Place { get; }

    /// <summary>What is wrong there.</summary>
    public string Reason { get; }
}
