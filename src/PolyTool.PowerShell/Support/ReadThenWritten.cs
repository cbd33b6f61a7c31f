namespace PolyTool.PowerShell.Support;

/// <summary>
/// The one order of positions: what is read, then what is written. Where what is read comes by the pipeline, what is written
/// stands alone and first.
/// </summary>
internal static class ReadThenWritten
{
    /// <summary>Sorts out what was given; what is missing or given twice is a terminating error.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="piped">What came by the pipeline or as -InputObject; null where nothing did.</param>
    /// <param name="read">The parameter of what is read, at position 0; empty where it was not given.</param>
    /// <param name="written">The parameter of what is written, at position 1; empty where it was not given.</param>
    /// <returns>What to read, or the empty text where it was piped as something else than a text; and what to write.</returns>
    public static (string Read, string Written) Of(StoppableCommand cmdlet, string? piped, (string Value, string Name) read, (string Value, string Name) written)
    {
        var target = written.Value.Length > 0 || piped is null ? written.Value : read.Value;
        if (target.Length == 0)
        {
            cmdlet.Throw("FileRequired", $"Say which file to write: {cmdlet.MyInvocation.MyCommand.Name} <batch> <file>, or <batch> | {cmdlet.MyInvocation.MyCommand.Name} <file>.", null);
        }

        if (piped is null && read.Value.Length == 0)
        {
            cmdlet.Throw("BatchRequired", $"Say which batch to read: pipe it, or give it with -{read.Name}.", null);
        }

        if (piped is not null && read.Value.Length > 0 && written.Value.Length > 0)
        {
            cmdlet.Throw("BatchGivenTwice", $"A batch was piped, and '{read.Value}' was given with -{read.Name}. Give one of them.", null);
        }

        return (piped ?? read.Value, target);
    }
}
