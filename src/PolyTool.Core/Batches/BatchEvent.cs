using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Batches;

/// <summary>What a running batch tells, in input order.</summary>
public abstract record BatchEvent
{
    private protected BatchEvent()
    {
    }
}

/// <summary>A user has a row.</summary>
/// <param name="Number">The user's number, from 1.</param>
/// <param name="Result">The row.</param>
/// <param name="FailureCode">The stable id of what went wrong; null for a success.</param>
/// <param name="Attempts">How often the scan was started; 0 where a journal or an aggregation made it unnecessary.</param>
/// <param name="Elapsed">How long the scan took, all attempts together.</param>
public sealed record UserFinished(int Number, UserResult Result, string? FailureCode, int Attempts, TimeSpan Elapsed) : BatchEvent;

/// <summary>Something about the batch that its owner should know.</summary>
/// <param name="Message">What, in words.</param>
public sealed record BatchWarning(string Message) : BatchEvent
{
    /// <summary>What, in words; names in it are fit to be shown.</summary>
    public string Message { get; } = VisibleText.Message(Message);
}

/// <summary>The files are there; nothing comes after it.</summary>
/// <param name="Run">The batch.</param>
public sealed record BatchFinished(BatchRun Run) : BatchEvent;
