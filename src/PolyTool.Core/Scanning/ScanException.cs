namespace PolyTool.Core.Scanning;

/// <summary>A scan of one user failed. Its message becomes that user's <c>error</c>, so it holds no times and no durations.</summary>
public class ScanException : Exception
{
    /// <summary>Makes the failure of one user's scan.</summary>
    /// <param name="code">A stable PascalCase id, e.g. <c>HandleNotFound</c>.</param>
    /// <param name="message">What, where and what to do, in one sentence or two.</param>
    /// <param name="canPass">True where trying again may help (a time-out, a 503), false where it cannot (an unknown handle).</param>
    /// <param name="innerException">The cause, if any.</param>
    public ScanException(string code, string message, bool canPass, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        CanPass = canPass;
    }

    /// <summary>A stable PascalCase id of the kind of failure.</summary>
    public string Code { get; }

    /// <summary>Whether trying again may help; only such failures are retried.</summary>
    public bool CanPass { get; }
}
