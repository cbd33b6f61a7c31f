namespace PolyTool.Core.Polymarket.Api;

/// <summary>An answer as the cache keeps it.</summary>
/// <param name="Body">The answer's bytes.</param>
/// <param name="FetchedAt">When it was fetched.</param>
/// <param name="Sha256">Lower-case hex of the body's SHA-256.</param>
/// <param name="IsPermanent">Whether it can never change.</param>
internal sealed record CachedAnswer(byte[] Body, DateTimeOffset FetchedAt, string Sha256, bool IsPermanent)
{
    /// <summary>Whether this run stored it, by the file's own time: a fixed clock says nothing about that.</summary>
    public DateTime StoredAtUtc { get; init; }
}
