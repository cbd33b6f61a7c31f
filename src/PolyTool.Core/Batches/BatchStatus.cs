namespace PolyTool.Core.Batches;

/// <summary>How far a batch came.</summary>
public enum BatchStatus
{
    /// <summary>Its manifest is there, so all its files are.</summary>
    Complete,

    /// <summary>A process works on it now.</summary>
    Running,

    /// <summary>It has a journal but no manifest, and nobody works on it: <c>Invoke-BatchRun -Resume</c> goes on with it.</summary>
    Interrupted,
}
