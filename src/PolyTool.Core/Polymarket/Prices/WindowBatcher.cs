using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Prices;

/// <summary>
/// Asks the CLOB for windows of prices, up to twenty tokens of one window at a time: all tokens of a game have the same, whoever of the
/// users asks. What comes is one series a token, in the same bytes whether it came alone or among others, so that a cache
/// repeats a run however its requests were grouped.
/// </summary>
internal sealed class WindowBatcher(AnswerSource source)
{
    /// <summary>Most tokens of a request.</summary>
    public const int MostTokens = 20;

    // How long a window waits for others to join: less than an answer takes, and more than users that are read side by side lie apart.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentDictionary<(long Start, long End), Batch> _open = new();
    private volatile bool _batchesAreRefused;

    /// <summary>The request of one token's window; its key names the series in the cache.</summary>
    public static ApiRequest Single(string token, long start, long end) => new(ApiRoute.ClobPrices,
    [
        ApiRequest.Term("market", token),
        ApiRequest.Term("startTs", $"{start}"),
        ApiRequest.Term("endTs", $"{end}"),
        ApiRequest.Term("fidelity", "1"),
    ]);

    /// <summary>One token's series: <c>{"history":[{"t":…,"p":…},…]}</c>.</summary>
    /// <exception cref="ApiException">There is no usable answer.</exception>
    public async Task<byte[]> ReadAsync(string token, long start, long end, CancellationToken cancellationToken)
    {
        if (_batchesAreRefused || source.Mode == CacheMode.Offline)
        {
            return await SingleAsync(token, start, end, cancellationToken).ConfigureAwait(false);
        }

        Batch batch;
        while (!(batch = _open.GetOrAdd((start, end), static _ => new Batch())).TryJoin(token))
        {
            Close(batch, start, end);
        }

        if (batch.IsFirst(token))
        {
            _ = SendLaterAsync(batch, start, end);
        }
        else if (batch.IsFull)
        {
            Close(batch, start, end);
        }

        return await batch.ReadAsync(token, cancellationToken).ConfigureAwait(false)
            // The batch lacked this token.
            ?? await SingleAsync(token, start, end, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendLaterAsync(Batch batch, long start, long end)
    {
        try
        {
            await batch.WaitForOthersAsync(s_patience).ConfigureAwait(false);
            var tokens = Close(batch, start, end);
            if (tokens.Count == 1)
            {
                batch.Complete(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [tokens[0]] = await SingleAsync(tokens[0], start, end, batch.Cancellation).ConfigureAwait(false) });
            }
            else
            {
                batch.Complete(await SeveralAsync(tokens, start, end, batch.Cancellation).ConfigureAwait(false));
            }
        }
        catch (ApiException e) when (batch.Tokens.Count > 1 && e.Failure != ApiFailure.NotInCache)
        {
            // Each token is asked for by itself; from now on, where the route is not there or takes no such request.
            _batchesAreRefused |= !e.CanPass;
            batch.Complete(new Dictionary<string, byte[]>(StringComparer.Ordinal));
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to those who wait for the batch.
        catch (Exception e)
#pragma warning restore CA1031
        {
            batch.Fail(e);
        }
    }

    private IReadOnlyList<string> Close(Batch batch, long start, long end)
    {
        _open.TryRemove(new KeyValuePair<(long, long), Batch>((start, end), batch));
        return batch.Close();
    }

    private Task<byte[]> SingleAsync(string token, long start, long end, CancellationToken cancellationToken) =>
        source.FetchAsync(Single(token, start, end), static body => Series(body), cancellationToken);

    private Task<Dictionary<string, byte[]>> SeveralAsync(IReadOnlyList<string> tokens, long start, long end, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new WindowsRequest(tokens, start, end, 1), ClobJson.Default.WindowsRequest);
        return source.FetchAsync(ApiRequest.Post(ApiRoute.ClobBatchPrices, body), answer => Split(answer, tokens), cancellationToken);
    }

    private static Dictionary<string, byte[]> Split(byte[] body, IReadOnlyList<string> tokens)
    {
        using var document = JsonDocument.Parse(body);
        var series = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        // An answer without histories lacks every token, and each is asked for by itself.
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("history", out var history) || history.ValueKind != JsonValueKind.Object)
        {
            return series;
        }

        foreach (var token in tokens)
        {
            if (history.TryGetProperty(token, out var points) && points.ValueKind == JsonValueKind.Array)
            {
                series[token] = Write(points);
            }
        }

        return series;
    }

    private static byte[] Series(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("an object with a history belongs here");
        }
        // No history at all comes as an empty list, or as null.
        return document.RootElement.TryGetProperty("history", out var points) && points.ValueKind != JsonValueKind.Null
            ? points.ValueKind == JsonValueKind.Array ? Write(points) : throw new JsonException("a list of prices belongs here")
            : """{"history":[]}"""u8.ToArray();
    }

    private static byte[] Write(JsonElement points)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("history"u8);
            points.WriteTo(writer);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Tokens that wait for one request, and what came of it.</summary>
#pragma warning disable CA1001 // The source has neither a timer nor a handle, and who is the last to look at its token is nobody's to know.
    private sealed class Batch
#pragma warning restore CA1001
    {
        private readonly Lock _gate = new();
        private readonly List<string> _tokens = [];
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Dictionary<string, byte[]>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _cancelled = new();
        private bool _isClosed;
        private int _waiting;

        public IReadOnlyList<string> Tokens => _tokens;

        public bool IsFull => _tokens.Count >= MostTokens;

        /// <summary>Ends when nobody waits any more.</summary>
        public CancellationToken Cancellation => _cancelled.Token;

        public bool TryJoin(string token)
        {
            lock (_gate)
            {
                if (_isClosed || IsFull)
                {
                    return false;
                }

                _tokens.Add(token);
                _waiting++;
                return true;
            }
        }

        public bool IsFirst(string token)
        {
            lock (_gate)
            {
                return ReferenceEquals(_tokens[0], token);
            }
        }

        public async Task WaitForOthersAsync(TimeSpan patience) => await Task.WhenAny(Task.Delay(patience), _full.Task).ConfigureAwait(false);

        public IReadOnlyList<string> Close()
        {
            lock (_gate)
            {
                _isClosed = true;
            }

            _full.TrySetResult();
            return _tokens;
        }

        public async Task<byte[]?> ReadAsync(string token, CancellationToken cancellationToken)
        {
            try
            {
                return (await _answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(token);
            }
            finally
            {
                if (Interlocked.Decrement(ref _waiting) == 0)
                {
                    await _cancelled.CancelAsync().ConfigureAwait(false);
                }
            }
        }

        public void Complete(Dictionary<string, byte[]> series) => _answer.TrySetResult(series);

        public void Fail(Exception error)
        {
            _answer.TrySetException(error);
            // Nobody may be left to see it.
            _ = _answer.Task.Exception;
        }
    }
}
