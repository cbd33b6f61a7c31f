using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Prices;

/// <summary>Prices of tokens: minute by minute from the CLOB, which keeps them, and in spans from the Data API, which keeps those for ever. One instance serves all users of a run.</summary>
internal sealed class PriceReader(AnswerSource source)
{
    public const string FromClob = "prices_history";

    public const string FromDataApi = "data_v2_as_of";

    public const string FromDataHistory = "data_v2_history";

    // A year, in seconds; a longer span says no more.
    private const long LongestSpan = 366 * 86_400;

    // What is so far back does not change any more, also where its market is open.
    private const long Settling = 3600;

    private readonly SingleFlight<(string Token, long From, long To), PriceAnswer> _flights = new();
    private readonly WindowBatcher _windows = new(source);

    /// <summary>The CLOB's minutes from one time to another, both included; at most 15 days.</summary>
    /// <param name="token">The token.</param>
    /// <param name="from">The first second.</param>
    /// <param name="to">The last second.</param>
    /// <param name="isSettled">Whether the market is closed, so that its prices are what they will be.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<PriceAnswer> WindowAsync(string token, DateTimeOffset from, DateTimeOffset to, bool isSettled, CancellationToken cancellationToken)
    {
        var (start, end) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        return _flights.RunAsync((token, start, end), ask => ReadWindowAsync(token, start, end, isSettled, ask), cancellationToken);
    }

    /// <summary>The Data API's latest price at or before a time: one point, exact or of a span.</summary>
    public Task<PriceAnswer> AsOfAsync(string token, DateTimeOffset at, bool isSettled, CancellationToken cancellationToken)
    {
        var second = at.ToUnixTimeSeconds();
        var request = new ApiRequest(ApiRoute.Prices, [ApiRequest.Term("token_id", token), ApiRequest.Term("as_of", $"{second}")]);
        return _flights.RunAsync((token, -1, second), ask => ReadAsync(request, FromDataApi, ParseData, Lasts(isSettled, second), ask), cancellationToken);
    }

    /// <summary>The Data API's prices from one time to another, both included; at most 15 days.</summary>
    public Task<PriceAnswer> HistoryAsync(string token, DateTimeOffset from, DateTimeOffset to, bool isSettled, CancellationToken cancellationToken)
    {
        var (start, end) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        var request = new ApiRequest(ApiRoute.Prices,
        [
            ApiRequest.Term("token_id", token),
            ApiRequest.Term("start", $"{start}"),
            ApiRequest.Term("end", $"{end + 1}"),
            ApiRequest.Term("limit", "10000"),
        ]);
        return _flights.RunAsync((token, -2 - start, end), ask => ReadAsync(request, FromDataHistory, ParseData, Lasts(isSettled, end), ask), cancellationToken);
    }

    private async Task<PriceAnswer> ReadWindowAsync(string token, long start, long end, bool isSettled, CancellationToken cancellationToken)
    {
        var request = WindowBatcher.Single(token, start, end);
        try
        {
            if (await source.FindAsync(request.Key, ParseClob, cancellationToken).ConfigureAwait(false) is { } known)
            {
                return Answer(known, FromClob);
            }

            var body = await _windows.ReadAsync(token, start, end, cancellationToken).ConfigureAwait(false);
            var points = ParseClob(body);
            var input = await source.KeepAsync(request.Key, body, Lasts(isSettled, end)(points), cancellationToken).ConfigureAwait(false);
            return Answer(new SourcedAnswer<ReadPrices>(points, input), FromClob);
        }
        catch (ApiException e)
        {
            return new PriceAnswer { Source = FromClob, Failure = e };
        }
    }

    private async Task<PriceAnswer> ReadAsync(ApiRequest request, string name, Func<byte[], ReadPrices> parse, Func<ReadPrices, bool> isPermanent, CancellationToken cancellationToken)
    {
        try
        {
            return Answer(await source.GetAsync(request, parse, isPermanent, cancellationToken).ConfigureAwait(false), name);
        }
        catch (ApiException e)
        {
            return new PriceAnswer { Source = name, Failure = e };
        }
    }

    private static PriceAnswer Answer(SourcedAnswer<ReadPrices> answer, string name) => new()
    {
        Points = answer.Value.Points,
        Source = name,
        Input = answer.Input with { Oddities = answer.Value.Oddities, IsInMilliseconds = answer.Value.AreInMilliseconds },
    };

    private Func<ReadPrices, bool> Lasts(bool isSettled, long end) =>
        read => isSettled || (read.Points.Count > 0 && end < source.Now.ToUnixTimeSeconds() - Settling);

    private static ReadPrices ParseData(byte[] body)
    {
        var page = Answers.Read(body, DataJson.Default.DataPagePriceRow);
        var rows = Answers.Rows(page.Data);
        return InOrder(rows.Count, rows.Select(r => (r.Timestamp, r.Price, Span: TimeSpan.FromSeconds(Math.Clamp(r.ResolutionSeconds ?? 0, 0, LongestSpan)))), page.Oddities);
    }

    private static ReadPrices ParseClob(byte[] body)
    {
        var answer = Answers.Read(body, ClobJson.Default.HistoryAnswer);
        var rows = Answers.Rows(answer.History ?? []);
        return InOrder(rows.Count, rows.Select(p => (Timestamp: p.Time, p.Price, Span: TimeSpan.Zero)), answer.Oddities);
    }

    // Of several prices at one time the first that came counts, as in the original; OrderBy keeps their order.
    private static ReadPrices InOrder(int count, IEnumerable<(long? Time, double? Price, TimeSpan Span)> points, IReadOnlyList<string> oddities)
    {
        var inMilliseconds = false;
        var read = new List<PricePoint>(count);
        foreach (var (time, price, span) in points)
        {
            inMilliseconds |= ApiTime.IsMilliseconds(time);
            if (price is { } at && ApiTime.FromSeconds(time) is { } when)
            {
                read.Add(new PricePoint(when, at, span));
            }
        }

        return new ReadPrices(IsInOrder(read) ? read : [.. read.OrderBy(p => p.Time)], oddities, inMilliseconds);
    }

    private static bool IsInOrder(List<PricePoint> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i].Time < points[i - 1].Time)
            {
                return false;
            }
        }

        return true;
    }

    private sealed record ReadPrices(List<PricePoint> Points, IReadOnlyList<string> Oddities, bool AreInMilliseconds);
}

/// <summary>Prices of a token in a time span, oldest first, or why there are none.</summary>
internal sealed record PriceAnswer
{
    public IReadOnlyList<PricePoint> Points { get; init; } = [];

    /// <summary>Where they come from.</summary>
    public required string Source { get; init; }

    /// <summary>The answer they are of; null where there was none.</summary>
    public ScanInput? Input { get; init; }

    /// <summary>The failure that left no prices; null where an answer came, if an empty one.</summary>
    public ApiException? Failure { get; init; }

    /// <summary>Records the answer among what a scan read.</summary>
    public void AddTo(ICollection<ScanInput> inputs)
    {
        if (Input is not null)
        {
            inputs.Add(Input);
        }
    }

    /// <summary>Why two services have no price between them: what the first said stands, unless it only said that it does not know this route.</summary>
    public static ApiException? FailureOf(ApiException? first, ApiException? second) => first is null or { Failure: ApiFailure.NotFound } ? second ?? first : first;
}
