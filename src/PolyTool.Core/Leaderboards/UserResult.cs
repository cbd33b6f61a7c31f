namespace PolyTool.Core.Leaderboards;

/// <summary>One user's row in a batch.</summary>
public sealed record UserResult
{
    /// <summary>The status of a user whose run root counts.</summary>
    public const string Success = "success";

    /// <summary>The status of a user who failed.</summary>
    public const string Failure = "failure";

    /// <summary>The user's label: the line of the users file, or what the run root says.</summary>
    public required string User { get; init; }

    /// <summary><c>success</c> or <c>failure</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why the user failed; null for a success.</summary>
    public string? Error { get; init; }

    /// <summary>The run root as recorded; null for a failure.</summary>
    public string? RunRoot { get; init; }

    /// <summary>The candidates file as recorded; null for a failure.</summary>
    public string? HypothesisCandidatesPath { get; init; }

    /// <summary>The share of eligible positions with a closing line value, 0 to 1, six decimals.</summary>
    public double? ClvCoverageRate { get; init; }

    /// <summary>The smallest share, over the five parts of the entry context, of positions that have it; six decimals.</summary>
    public double? EntryContextCoverageRate { get; init; }

    /// <summary>The notional of all of the user's positions, in dollars, six decimals.</summary>
    public double? NotionalWeightTotal { get; init; }

    /// <summary>Whether the user's run root counts.</summary>
    public bool Succeeded => Status == Success;

    internal static UserResult Failed(string user, string error) => new() { User = user, Status = Failure, Error = error };
}
