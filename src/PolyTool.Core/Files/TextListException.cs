namespace PolyTool.Core.Files;

/// <summary>A list file cannot be read as text; the message says which file and why.</summary>
public sealed class TextListException : IOException
{
    internal TextListException(string message)
        : base(message)
    {
    }
}
