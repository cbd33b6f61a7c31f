using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>Prices of tokens: from the Data API, else from the CLOB's history. One instance serves all users of a run.</summary>
internal sealed class PriceReader(AnswerSource source)
{
    public const string FromDataApi = "data_v2_as_of";

    public const string FromDataHistory = "data_v2_history";

    public const string FromClob = "prices_history";

    // Minutes a point, tried in turn: a resolved market often answers nothing at a fine grain and something at a coarse one.
    private static readonly int[] Fidelities = [1, 60, 720];

    // A year, in seconds; a longer span says no more.
    private const long LongestSpan = 366 * 86_400;

    // What a price an hour before entry can be told from one at entry by.
    private static readonly TimeSpan CoarsestContext = TimeSpan.FromMinutes(30);

    private readonly SingleFlight<(string Token, long From, long To), PriceAnswer> flights = new();

    /// <summary>The latest price before an anchor, and where only a history could be had, all prices of the window.</summary>
    public Task<PriceAnswer> LatestBeforeAsync(string token, DateTimeOffset anchor, TimeSpan window, bool isSettled, CancellationToken cancellationToken)
    {
        // The price at the anchor itself can be the event's first; the second before it cannot.
        var at = anchor.ToUnixTimeSeconds() - 1;
        var request = new ApiRequest(ApiRoute.Prices, [ApiRequest.Term("token_id", token), ApiRequest.Term("as_of", $"{at}")]);
        return flights.RunAsync(
            (token, -1, at),
            token_ => ReadAsync(request, FromDataApi, static points => points.Count > 0, token, at - (long)window.TotalSeconds, at, isSettled, token_),
            cancellationToken);
    }

    /// <summary>The prices from one time to another, both included; at most 15 days. Where the Data API has only coarse ones left, the CLOB's.</summary>
    public Task<PriceAnswer> BetweenAsync(string token, DateTimeOffset from, DateTimeOffset to, bool isSettled, CancellationToken cancellationToken)
    {
        var (start, end) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        var request = new ApiRequest(ApiRoute.Prices,
        [
            ApiRequest.Term("token_id", token),
            ApiRequest.Term("start", $"{start}"),
            ApiRequest.Term("end", $"{end + 1}"),
            ApiRequest.Term("limit", "10000"),
        ]);
        return flights.RunAsync((token, start, end), token_ => ReadAsync(request, FromDataHistory, static points => points.Exists(p => p.Span <= CoarsestContext), token, start, end, isSettled, token_), cancellationToken);
    }

    /// <summary>The CLOB's history of a window, coarser where it is empty.</summary>
    public async Task<PriceAnswer> ClobAsync(string token, long start, long end, bool isSettled, CancellationToken cancellationToken)
    {
        var inputs = new List<ScanInput>();
        foreach (var fidelity in Fidelities)
        {
            var request = new ApiRequest(ApiRoute.ClobPrices,
            [
                ApiRequest.Term("market", token),
                ApiRequest.Term("startTs", $"{start}"),
                ApiRequest.Term("endTs", $"{end}"),
                ApiRequest.Term("fidelity", $"{fidelity}"),
            ]);
            try
            {
                var answer = await source.GetAsync(request, ParseClob, _ => isSettled, cancellationToken).ConfigureAwait(false);
                inputs.Add(answer.Input);
                if (answer.Value.Count > 0)
                    return new PriceAnswer { Points = answer.Value, Source = FromClob, Inputs = inputs };
            }
            catch (ApiException e)
            {
                return new PriceAnswer { Failure = e, Inputs = inputs };
            }
        }

        return new PriceAnswer { Source = FromClob, Inputs = inputs };
    }

    private async Task<PriceAnswer> ReadAsync(ApiRequest request, string name, Predicate<List<PricePoint>> isEnough, string token, long start, long end, bool isSettled, CancellationToken cancellationToken)
    {
        ApiException? failure = null;
        PriceAnswer? coarse = null;
        var inputs = new List<ScanInput>();
        try
        {
            var answer = await source.GetAsync(request, ParseData, _ => isSettled, cancellationToken).ConfigureAwait(false);
            inputs.Add(answer.Input);
            coarse = new PriceAnswer { Points = answer.Value, Source = name, Inputs = inputs };
            if (isEnough(answer.Value))
                return coarse;
        }
        catch (ApiException e)
        {
            failure = e;
        }

        var other = await ClobAsync(token, start, end, isSettled, cancellationToken).ConfigureAwait(false);
        if (other.Points.Count == 0 && coarse is { Points.Count: > 0 })
            return coarse with { Inputs = [.. inputs, .. other.Inputs] };
        // What the first service said stands unless it only said that it does not know this route.
        var blame = other.Failure is null ? null : failure is null or { Failure: ApiFailure.NotFound } ? other.Failure : failure;
        return other with { Inputs = [.. inputs, .. other.Inputs], Failure = blame };
    }

    private static List<PricePoint> ParseData(byte[] body) =>
        InOrder(Answers.Rows(Answers.Read(body, DataJson.Default.DataPagePriceRow).Data)
            .Select(r => (r.Timestamp, r.Price, Span: TimeSpan.FromSeconds(Math.Clamp(r.ResolutionSeconds ?? 0, 0, LongestSpan)))));

    private static List<PricePoint> ParseClob(byte[] body) =>
        InOrder(Answers.Rows(Answers.Read(body, OldJson.Default.HistoryAnswer).History ?? [])
            .Select(p => (Timestamp: p.Time, p.Price, Span: TimeSpan.Zero)));

    // Of several prices at one time the first that came counts, as in the original; OrderBy keeps their order.
    private static List<PricePoint> InOrder(IEnumerable<(long? Time, double? Price, TimeSpan Span)> points) =>
    [
        .. points.Where(p => p.Price is not null && ApiTime.FromSeconds(p.Time) is not null)
            .Select(p => new PricePoint(ApiTime.FromSeconds(p.Time)!.Value, p.Price!.Value, p.Span))
            .OrderBy(p => p.Time),
    ];
}
