using Polly;
using Polly.Retry;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Scanning;

/// <summary>Runs a scan under a policy: a time limit for each attempt, retries with exponential back-off and jitter.</summary>
internal sealed class PatientScanner
{
    private readonly IUserScanner _scanner;
    private readonly ScanFlags _flags;
    private readonly ResiliencePipeline _retries;
    private readonly TimeSpan? _limit;
    private readonly TimeProvider _time;

    public PatientScanner(IUserScanner scanner, ScanFlags flags, ScanPolicy policy, TimeProvider time)
    {
        (_scanner, _flags, _limit, _time) = (scanner, flags, policy.UserTimeout, time);
        ResiliencePipelineBuilder builder = new() { TimeProvider = time };
        if (policy.RetryCount > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = policy.RetryCount,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = policy.RetryDelay,
                MaxDelay = policy.MaxRetryDelay,
                ShouldHandle = new PredicateBuilder().Handle<Failure>(static failure => failure.CanPass),
            });
        }

        _retries = builder.Build();
    }

    /// <summary>Scans one user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="onAttempt">Called at the start of each attempt.</param>
    /// <param name="cancellationToken">Cancels the scan.</param>
    /// <returns>What the scanner returned.</returns>
    /// <exception cref="Failure">The last attempt's failure.</exception>
    public async Task<ScanResult> ScanAsync(string user, Action onAttempt, CancellationToken cancellationToken) =>
        await _retries.ExecuteAsync(
            async token =>
            {
                onAttempt();
                return await AttemptAsync(user, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

    private async Task<ScanResult> AttemptAsync(string user, CancellationToken cancellationToken)
    {
        if (_limit is not { } limit)
        {
            return await _scanner.ScanAsync(user, _flags, cancellationToken).ConfigureAwait(false);
        }

        using UserTime time = new(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        time.Begin();
        try
        {
            return await _scanner.ScanAsync(user, _flags, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (both.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new Failure(
                "ScanTimedOut", "The scan did not end within the time limit for one user (-UserTimeoutSeconds).", canPass: true, cause: error);
        }
    }
}

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
