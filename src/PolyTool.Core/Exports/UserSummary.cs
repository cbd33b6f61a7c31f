using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Exports;

/// <summary>The users of a batch in sum: a batch of any size takes the same room.</summary>
internal sealed record UserSummary
{
    /// <summary>Bins of <see cref="Histogram"/>, each a tenth.</summary>
    public const int Bins = 10;

    /// <summary>So many users are listed one by one; above that the histogram speaks.</summary>
    public const int Listed = 20;

    /// <summary>So many failures are listed; the rest is counted.</summary>
    public const int ListedFailures = 200;

    /// <summary>Users of the batch.</summary>
    public int Attempted { get; init; }

    /// <summary>Users whose run root counts.</summary>
    public int Succeeded { get; init; }

    /// <summary>Users who failed.</summary>
    public int Failed => Attempted - Succeeded;

    /// <summary>Users by their CLV coverage: bin n holds those from n/10 to below (n+1)/10, the last bin those with 1 too.</summary>
    public IReadOnlyList<int> Histogram { get; init; } = new int[Bins];

    /// <summary>Users who succeeded and whose run root tells no CLV coverage.</summary>
    public int WithoutCoverage { get; init; }

    /// <summary>The users that succeeded, where there are no more than <see cref="Listed"/>; else empty.</summary>
    public IReadOnlyList<UserResult> Few { get; init; } = [];

    /// <summary>The first failures in the batch's order.</summary>
    public IReadOnlyList<UserResult> Failures { get; init; } = [];

    /// <summary>Median CLV coverage, to the bin's middle; null where nobody tells any.</summary>
    public double? MedianCoverage
    {
        get
        {
            var half = (Histogram.Sum() + 1) / 2;
            var bin = 0;
            for (var seen = 0; bin < Bins && (seen += Histogram[bin]) < half;)
            {
                bin++;
            }

            return half == 0 ? null : (bin + 0.5) / Bins;
        }
    }

    /// <summary>Sums up users as they come.</summary>
    public static UserSummary Of(IEnumerable<UserResult> users)
    {
        var attempted = 0;
        var succeeded = 0;
        var without = 0;
        var histogram = new int[Bins];
        List<UserResult> few = [];
        List<UserResult> failures = [];
        foreach (var user in users)
        {
            attempted++;
            if (!user.Succeeded)
            {
                AddUpTo(failures, ListedFailures, user);
                continue;
            }

            succeeded++;
            AddUpTo(few, Listed, user);
            if (user.ClvCoverageRate is { } rate)
            {
                histogram[(int)Math.Clamp(rate * Bins, 0, Bins - 1)]++;
            }
            else
            {
                without++;
            }
        }

        return new()
        {
            Attempted = attempted,
            Succeeded = succeeded,
            Histogram = histogram,
            WithoutCoverage = without,
            Few = succeeded <= Listed ? few : [],
            Failures = failures,
        };
    }

    private static void AddUpTo(List<UserResult> list, int limit, UserResult user)
    {
        if (list.Count < limit)
        {
            list.Add(user);
        }
    }
}
