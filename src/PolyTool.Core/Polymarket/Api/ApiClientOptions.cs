namespace PolyTool.Core.Polymarket.Api;

/// <summary>How requests are made. The defaults are for the published services; tests and mirrors change them.</summary>
public sealed record ApiClientOptions
{
    /// <summary>The base addresses.</summary>
    public ApiAddresses Addresses { get; init; } = ApiAddresses.Published;

    /// <summary>The share of each published limit that is used, in (0, 1]; more than 1 only against a server of one's own.</summary>
    public double LimitShare { get; init; } = 0.8;

    /// <summary>How long one attempt may take, from sending to the last byte of its answer. The first attempt gets a quarter of it, the second a half; the last one always gets all.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a request is tried again after a failure that can pass; 1 or more.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The wait before the first retry; it doubles with each further one, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a retry, a server's <c>Retry-After</c> included.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest answer that is read: its bytes after decompression, and 256 for each item in it.</summary>
    public int LargestAnswer { get; init; } = 64 * 1024 * 1024;

    /// <summary>The time between two questions whether a host is up again that answered nobody.</summary>
    public TimeSpan HostPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all requests wait for a host that answers nobody. After that they fail unsent, until it answers.</summary>
    public TimeSpan HostPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The defaults for one of several processes behind one address.</summary>
    /// <param name="rateShare">Its share of the limits, in (0, 1].</param>
    public static ApiClientOptions Shared(double rateShare)
    {
        ApiClientOptions whole = new();
        return whole with { LimitShare = whole.LimitShare * rateShare };
    }
}
