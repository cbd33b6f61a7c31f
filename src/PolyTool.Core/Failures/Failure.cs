namespace PolyTool.Core.Failures;

/// <summary>
/// What went wrong, as users are told it: everything that the core reports as its own. PowerShell has one table of the codes,
/// with their categories and what to do.
/// </summary>
/// <param name="code">A stable PascalCase id of the kind of failure, e.g. <c>HandleNotFound</c>.</param>
/// <param name="message">What, where and what to do, in one sentence or two. It can become a user's <c>error</c>, so it holds no times and no durations. Names and texts of strangers in it are made fit to be shown.</param>
/// <param name="target">The item it is about: a path, an id, a user; null where whoever asked knows it better.</param>
/// <param name="canPass">True where trying again may help (a time-out, a 503), false where it cannot (an unknown handle).</param>
/// <param name="cause">What was caught, if anything was.</param>
public sealed class Failure(string code, string message, object? target = null, bool canPass = false, Exception? cause = null) : Exception(VisibleText.Message(message), cause)
{
    /// <summary>A stable PascalCase id of the kind of failure.</summary>
    public string Code { get; } = code;

    /// <summary>The item it is about; null where whoever asked knows it better.</summary>
    public object? Target { get; } = target;

    /// <summary>Whether trying again may help; only such scans are tried again.</summary>
    public bool CanPass { get; } = canPass;
}
