namespace PolyTool.PowerShell.Support;

/// <summary>An error in the module's own words, as it stands in an error record.</summary>
public sealed class PolyToolException : Exception
{
    /// <summary>An error with a message for the user.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What was caught, if anything was.</param>
    public PolyToolException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
