using PolyTool.Core.Scanning;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>
/// One budget of bytes for all answers in flight. An answer of ordinary size never waits; a larger one waits until few others
/// of its size are under way. So endless answers cost others neither memory nor, as long as theirs are ordinary, time.
/// </summary>
/// <param name="places">Larger answers under way at once.</param>
internal sealed class AnswerRoom(int places) : IDisposable
{
    /// <summary>Bytes of an answer that needs no place of its own: several times what the services give for a page.</summary>
    public const int Ordinary = 4 * 1024 * 1024;

    // What an answer's items take in memory once they are read, at least as much as any row of ours.
    private const int BytesAnItem = 256;
    private readonly SemaphoreSlim _places = new(places);

    /// <summary>The process's budget.</summary>
    public static AnswerRoom Shared { get; } = new(2);

    /// <summary>What an answer takes: its bytes, and its items once they are read. Braces in texts count too; an answer is mostly items.</summary>
    public static long CostOf(ReadOnlySpan<byte> body) => body.Length + ((long)BytesAnItem * (body.Count((byte)'{') + body.Count((byte)'[')));

    /// <summary>Starts an answer.</summary>
    public Share Open() => new(this);

    /// <summary>Ends the budget.</summary>
    public void Dispose() => _places.Dispose();

    /// <summary>One answer's share; given back when it is disposed of.</summary>
    internal sealed class Share(AnswerRoom room) : IDisposable
    {
        private bool _hasPlace;

        /// <summary>Makes room for so many bytes in all; waits where the answer is large and others are.</summary>
        public async ValueTask ReserveAsync(long bytes, CancellationToken cancellationToken)
        {
            if (bytes <= Ordinary || _hasPlace)
            {
                return;
            }

            using (UserTime.Waiting())
            {
                await room._places.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            _hasPlace = true;
        }

        /// <summary>Gives the place back.</summary>
        public void Dispose()
        {
            if (_hasPlace)
            {
                _hasPlace = false;
                room._places.Release();
            }
        }
    }
}
