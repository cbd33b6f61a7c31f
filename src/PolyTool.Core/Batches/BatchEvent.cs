using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches;

/// <summary>What a running batch tells, in input order.</summary>
public abstract record BatchEvent
{
    private protected BatchEvent()
    {
    }

    /// <summary>Hands itself to who listens.</summary>
    /// <param name="listener">Gets the one call that is meant for this event.</param>
    public abstract void TellTo(IBatchListener listener);
}

/// <summary>Who listens to a running batch.</summary>
public interface IBatchListener
{
    /// <summary>A user has a row.</summary>
    /// <param name="user">Which, and what came of it.</param>
    void OnUser(UserFinished user);

    /// <summary>There is something that the batch's owner should know.</summary>
    /// <param name="message">What, in words fit to be shown.</param>
    void OnWarning(string message);

    /// <summary>There is something that who looks closely may want to know.</summary>
    /// <param name="message">What, in words fit to be shown.</param>
    void OnNote(string message);

    /// <summary>The files are there.</summary>
    /// <param name="run">The batch.</param>
    void OnFinished(BatchRun run);
}

/// <summary>A user has a row.</summary>
/// <param name="Number">The user's number, from 1.</param>
/// <param name="Result">The row.</param>
/// <param name="FailureCode">The stable id of what went wrong; null for a success.</param>
/// <param name="Attempts">How often the scan was started; 0 where a journal or an aggregation made it unnecessary.</param>
/// <param name="Elapsed">How long the scan took, all attempts together.</param>
public sealed record UserFinished(int Number, UserResult Result, string? FailureCode, int Attempts, TimeSpan Elapsed) : BatchEvent
{
    /// <inheritdoc />
    public override void TellTo(IBatchListener listener) => listener.OnUser(this);
}

/// <summary>Something about the batch that its owner should know.</summary>
/// <param name="Message">What, in words.</param>
public sealed record BatchWarning(string Message) : BatchEvent
{
    /// <summary>What, in words; names in it are fit to be shown.</summary>
    public string Message { get; } = VisibleText.Message(Message);

    /// <inheritdoc />
    public override void TellTo(IBatchListener listener) => listener.OnWarning(Message);
}

/// <summary>Something about the batch for who looks closely.</summary>
/// <param name="Message">What, in words.</param>
public sealed record BatchNote(string Message) : BatchEvent
{
    /// <summary>What, in words; names in it are fit to be shown.</summary>
    public string Message { get; } = VisibleText.Message(Message);

    /// <inheritdoc />
    public override void TellTo(IBatchListener listener) => listener.OnNote(Message);
}

/// <summary>The files are there; nothing comes after it.</summary>
/// <param name="Run">The batch.</param>
public sealed record BatchFinished(BatchRun Run) : BatchEvent
{
    /// <inheritdoc />
    public override void TellTo(IBatchListener listener) => listener.OnFinished(Run);
}
