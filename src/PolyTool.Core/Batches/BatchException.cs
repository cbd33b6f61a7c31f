namespace PolyTool.Core.Batches;

/// <summary>The batch as a whole cannot start or go on.</summary>
public sealed class BatchException : Exception
{
    /// <summary>Makes the failure of a batch.</summary>
    /// <param name="code">A stable PascalCase id, e.g. <c>BatchExists</c>.</param>
    /// <param name="message">What, where and what to do.</param>
    /// <param name="target">The item it is about: a path, an id, a user.</param>
    /// <param name="innerException">The cause, if any.</param>
    public BatchException(string code, string message, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Target = target;
    }

    /// <summary>A stable PascalCase id of the kind of failure.</summary>
    public string Code { get; }

    /// <summary>The item it is about: a path, an id, a user; null where there is none.</summary>
    public object? Target { get; }
}
