namespace PolyTool.Core.Scanning;

/// <summary>How patient a batch is with one user's scan.</summary>
public sealed record ScanPolicy
{
    /// <summary>One attempt without a time limit.</summary>
    public static ScanPolicy Default { get; } = new();

    /// <summary>The time limit of one attempt, from 10 ms to 24 hours; null: none.</summary>
    public TimeSpan? UserTimeout { get; init; }

    /// <summary>How often a failed scan is tried again, 0 or more, where the failure can pass. A time-out can.</summary>
    public int RetryCount { get; init; }

    /// <summary>The wait before the first retry; it doubles from one to the next, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(1);
}
