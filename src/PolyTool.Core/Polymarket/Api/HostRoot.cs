namespace PolyTool.Core.Polymarket.Api;

/// <summary>What a host says when asked for its root.</summary>
internal enum RootWord
{
    /// <summary>Nothing, or that it is ill.</summary>
    Nothing,

    /// <summary>That it lets nobody from here in.</summary>
    Refused,

    /// <summary>Anything else.</summary>
    Something,
}

/// <summary>A question of our own to a host, which no user has a hand in: by its answer a host that fails or refuses everybody is told from users whose answers do. One asks, and the others take its word for a while.</summary>
/// <param name="ask">Asks for the root.</param>
/// <param name="pause">The time between two questions.</param>
/// <param name="time">The clock.</param>
internal sealed class HostRoot(Func<CancellationToken, Task<RootWord>> ask, TimeSpan pause, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private long? _askedAt;
    private RootWord _word;

    /// <summary>The host's last word, no older than the pause.</summary>
    public async ValueTask<RootWord> WordAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_askedAt is not { } asked || time.GetElapsedTime(asked) >= pause)
            {
                _word = await ask(cancellationToken).ConfigureAwait(false);
                _askedAt = time.GetTimestamp();
            }

            return _word;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
