namespace PolyTool.Core.Exports;

/// <summary>An export cannot be written; the message says which file and why.</summary>
/// <param name="path">The file.</param>
/// <param name="cause">What the system said.</param>
public sealed class ExportWriteException(string path, Exception cause)
    : IOException($"Cannot write '{path}': {cause.Message} Nothing was changed.", cause);
