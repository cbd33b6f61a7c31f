namespace PolyTool.Core.Polymarket.Api;

/// <summary>A value read from an answer, and what a run records of that answer.</summary>
/// <param name="Value">The value.</param>
/// <param name="Input">The answer's name, hash and time.</param>
internal sealed record SourcedAnswer<T>(T Value, ScanInput Input);

/// <summary>One answer that a scan used.</summary>
/// <param name="Key">Route and query, without an address.</param>
/// <param name="Sha256">Lower-case hex of the answer's bytes.</param>
/// <param name="Bytes">The answer's length.</param>
/// <param name="FetchedAt">When it was fetched.</param>
public sealed record ScanInput(string Key, string Sha256, long Bytes, DateTimeOffset FetchedAt)
{
    /// <summary>What in it had another shape than expected.</summary>
    internal IReadOnlyList<string> Oddities { get; init; } = [];

    /// <summary>Whether its times came in milliseconds.</summary>
    internal bool IsInMilliseconds { get; init; }
}
