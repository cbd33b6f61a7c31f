namespace PolyTool.Core.Batches;

/// <summary>How far a batch came. Texts, because they read the same in objects, JSON and CSV.</summary>
public static class BatchStatus
{
    /// <summary>Its manifest is there, so all its files are, and enough users succeeded.</summary>
    public const string Complete = "Complete";

    /// <summary>Its files are there, but nobody succeeded, or fewer than must: <c>Invoke-BatchRun -Resume</c> tries the others again.</summary>
    public const string Failed = "Failed";

    /// <summary>A process works on it now.</summary>
    public const string Running = "Running";

    /// <summary>It has a journal but no manifest, and nobody works on it: <c>Invoke-BatchRun -Resume</c> goes on with it.</summary>
    public const string Interrupted = "Interrupted";
}
