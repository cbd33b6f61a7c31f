namespace PolyTool.Core.RunRoots;

/// <summary>Carries a defect from where it is found to <see cref="RunRootReader"/>; it does not leave this folder.</summary>
internal sealed class DefectException(RunRootDefect defect) : Exception(defect.Message)
{
    public RunRootDefect Defect { get; } = defect;
}
