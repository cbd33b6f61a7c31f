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

    private readonly SingleFlight<(string Token, long From, long To), PriceAnswer> flights = new();
    private readonly WindowBatcher windows = new(source);

    /// <summary>The CLOB's minutes from one time to another, both included; at most 15 days.</summary>
    /// <param name="token">The token.</param>
    /// <param name="from">The first second.</param>
    /// <param name="to">The last second.</param>
    /// <param name="isSettled">Whether the market is closed, so that its prices are what they will be.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<PriceAnswer> WindowAsync(string token, DateTimeOffset from, DateTimeOffset to, bool isSettled, CancellationToken cancellationToken)
    {
        var (start, end) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        return flights.RunAsync((token, start, end), ask => ReadWindowAsync(token, start, end, isSettled, ask), cancellationToken);
    }

    /// <summary>The Data API's latest price at or before a time: one point, exact or of a span.</summary>
    public Task<PriceAnswer> AsOfAsync(string token, DateTimeOffset at, bool isSettled, CancellationToken cancellationToken)
    {
        var second = at.ToUnixTimeSeconds();
        var request = new ApiRequest(ApiRoute.Prices, [ApiRequest.Term("token_id", token), ApiRequest.Term("as_of", $"{second}")]);
        return flights.RunAsync((token, -1, second), ask => ReadAsync(request, FromDataApi, ParseData, Lasts(isSettled, second), ask), cancellationToken);
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
        return flights.RunAsync((token, -2 - start, end), ask => ReadAsync(request, FromDataHistory, ParseData, Lasts(isSettled, end), ask), cancellationToken);
    }

    private async Task<PriceAnswer> ReadWindowAsync(string token, long start, long end, bool isSettled, CancellationToken cancellationToken)
    {
        var request = WindowBatcher.Single(token, start, end);
        try
        {
            if (await source.FindAsync(request.Key, ParseClob, cancellationToken).ConfigureAwait(false) is { } known)
                return Answer(known, FromClob);
            var body = await windows.ReadAsync(token, start, end, cancellationToken).ConfigureAwait(false);
            var points = ParseClob(body);
            var input = await source.KeepAsync(request.Key, body, Lasts(isSettled, end)(points), cancellationToken).ConfigureAwait(false);
            return Answer(new SourcedAnswer<List<PricePoint>>(points, input), FromClob);
        }
        catch (ApiException e)
        {
            return new PriceAnswer { Source = FromClob, Failure = e };
        }
    }

    private async Task<PriceAnswer> ReadAsync(ApiRequest request, string name, Func<byte[], List<PricePoint>> parse, Func<List<PricePoint>, bool> isPermanent, CancellationToken cancellationToken)
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

    private static PriceAnswer Answer(SourcedAnswer<List<PricePoint>> answer, string name) => new() { Points = answer.Value, Source = name, Input = answer.Input };

    private Func<List<PricePoint>, bool> Lasts(bool isSettled, long end) =>
        points => isSettled || (points.Count > 0 && end < source.Now.ToUnixTimeSeconds() - Settling);

    private static List<PricePoint> ParseData(byte[] body) =>
        InOrder(Answers.Rows(Answers.Read(body, DataJson.Default.DataPagePriceRow).Data)
            .Select(r => (r.Timestamp, r.Price, Span: TimeSpan.FromSeconds(Math.Clamp(r.ResolutionSeconds ?? 0, 0, LongestSpan)))));

    private static List<PricePoint> ParseClob(byte[] body) =>
        InOrder(Answers.Rows(Answers.Read(body, ClobJson.Default.HistoryAnswer).History ?? [])
            .Select(p => (Timestamp: p.Time, p.Price, Span: TimeSpan.Zero)));

    // Of several prices at one time the first that came counts, as in the original; OrderBy keeps their order.
    private static List<PricePoint> InOrder(IEnumerable<(long? Time, double? Price, TimeSpan Span)> points) =>
    [
        .. points.Where(p => p.Price is not null && ApiTime.FromSeconds(p.Time) is not null)
            .Select(p => new PricePoint(ApiTime.FromSeconds(p.Time)!.Value, p.Price!.Value, p.Span))
            .OrderBy(p => p.Time),
    ];
}
