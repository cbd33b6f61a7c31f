using Polly;
using Polly.Retry;
using Polly.Timeout;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Scanning;

/// <summary>Runs a scan under a policy: a time limit for each attempt, retries with exponential back-off and jitter.</summary>
internal sealed class PatientScanner
{
    private readonly IUserScanner _scanner;
    private readonly ScanFlags _flags;
    private readonly ResiliencePipeline _retries;
    private readonly ResiliencePipeline _timeout = ResiliencePipeline.Empty;

    public PatientScanner(IUserScanner scanner, ScanFlags flags, ScanPolicy policy, TimeProvider time)
    {
        (_scanner, _flags) = (scanner, flags);
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
        if (policy.UserTimeout is { } limit)
        {
            _timeout = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(limit).Build();
        }
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
        try
        {
            return await _timeout.ExecuteAsync(
                async token => await _scanner.ScanAsync(user, _flags, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException error)
        {
            throw new Failure(
                "ScanTimedOut", "The scan did not end within the time limit for one user (-UserTimeoutSeconds).", canPass: true, cause: error);
        }
    }
}
