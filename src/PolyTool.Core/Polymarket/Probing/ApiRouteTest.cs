namespace PolyTool.Core.Polymarket.Probing;

/// <summary>What one call of a route showed.</summary>
public sealed record ApiRouteTest
{
    /// <summary>Service and path, and what of it was asked where that is several things, e.g. <c>data/v2/positions of a user</c>.</summary>
    public required string Route { get; init; }

    /// <summary><c>Ok</c>; <c>Different</c>: the answer is not what a scan reads; <c>Empty</c>: no rows, so nothing to compare; <c>Failed</c>: no answer.</summary>
    public required string Status { get; init; }

    /// <summary>What differs: fields that are missing, of another kind or of another size, by their place; limits and filters that are ignored.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Milliseconds from asking to the last byte; null where nothing came.</summary>
    public double? LatencyMilliseconds { get; init; }

    /// <summary>The published limit, in requests per ten seconds.</summary>
    public required int PublishedLimit { get; init; }

    /// <summary>The requests per ten seconds that a scan sends at most.</summary>
    public required int UsedLimit { get; init; }

    /// <summary>Why there is no answer.</summary>
    public string? Error { get; init; }

    /// <summary>The service's id of a failed request.</summary>
    public string? TraceId { get; init; }

    /// <summary>The file that the answer was saved to, trimmed; null where none was.</summary>
    public string? SavedTo { get; init; }

    /// <summary>The address asked.</summary>
    public required Uri Address { get; init; }
}
