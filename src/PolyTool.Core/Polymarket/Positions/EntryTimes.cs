using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Entry times, and prices where the position has none of its own, from the fills: for positions whose row does not say.</summary>
internal static class EntryTimes
{
    /// <summary>Most conditions that one request takes.</summary>
    public const int ConditionsPerRequest = 20;

    private const int MostPages = 200;

    private const int OldPage = 10_000;

    /// <summary>The positions, with what the fills could fill in; where they could not, the code says so.</summary>
    public static async Task<HeldPosition[]> FillAsync(AnswerSource source, string wallet, HeldPosition[] positions, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var conditions = positions.Where(NeedsFills)
            .Select(p => p.ConditionId!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (conditions.Count == 0)
            return positions;
        var first = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var code = "ENTRY_TIME_UNKNOWN";
        try
        {
            foreach (var batch in conditions.Chunk(ConditionsPerRequest))
            {
                foreach (var (token, time) in await ReadAsync(source, wallet, batch, inputs, cancellationToken).ConfigureAwait(false))
                    first[token] = time;
            }
        }
        catch (ApiException e)
        {
            // The markets before this keep what was found; the others are not asked for any more.
            code = $"ENTRY_TIME_{e.MissingReason}";
        }

        return
        [
            .. positions.Select(p => !NeedsFills(p) ? p
                : first.TryGetValue(p.TokenId, out var time) ? p with { FirstEntry = time }
                : p with { Missing = [.. p.Missing, code] }),
        ];
    }

    // A combo's condition id is shorter than a market's, and the fills of it cannot be asked for.
    private static bool NeedsFills(HeldPosition position) =>
        position is { FirstEntry: null, EntryPrice: not null, ConditionId.Length: 66 };

    // The first buys of the tokens of some markets. The newest fills come first, so of a list without its end nothing is taken: a later buy would pass for the first.
    private static async Task<Dictionary<string, DateTimeOffset>> ReadAsync(AnswerSource source, string wallet, string[] conditions, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadNewAsync(source, wallet, conditions, inputs, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Failure is ApiFailure.NotFound or ApiFailure.NotInCache)
        {
            return await ReadOldAsync(source, wallet, conditions, inputs, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<Dictionary<string, DateTimeOffset>> ReadNewAsync(AnswerSource source, string wallet, string[] conditions, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var first = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var terms = new List<KeyValuePair<string, string>>
            {
                ApiRequest.Term("user", wallet),
                ApiRequest.Term("condition", string.Join(',', conditions)),
                ApiRequest.Term("taker_only", "false"),
                ApiRequest.Term("start", "1"),
                ApiRequest.Term("limit", $"{PositionReader.PageSize}"),
            };
            if (cursor is not null)
                terms.Add(ApiRequest.Term("cursor", cursor));
            var answer = await source.GetAsync(
                new ApiRequest(ApiRoute.Trades, terms),
                static body =>
                {
                    var read = Answers.Read(body, DataJson.Default.DataPageTradeRow);
                    return read with { Data = Answers.Rows(read.Data) };
                },
                static _ => false,
                cancellationToken).ConfigureAwait(false);
            inputs.Add(answer.Input);
            foreach (var row in answer.Value.Data!)
                Take(first, row!.TokenId, row.Side, row.Timestamp);
            var next = answer.Value.Pagination is { HasMore: not false } more ? more.NextCursor : null;
            if (string.IsNullOrEmpty(next))
                return first;
            if (next == cursor)
                break;
            cursor = next;
        }

        return [];
    }

    private static async Task<Dictionary<string, DateTimeOffset>> ReadOldAsync(AnswerSource source, string wallet, string[] conditions, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        ApiRequest request = new(ApiRoute.OldTrades,
        [
            ApiRequest.Term("user", wallet),
            ApiRequest.Term("market", string.Join(',', conditions)),
            // Without this, fills that came to a resting order are missing.
            ApiRequest.Term("takerOnly", "false"),
            ApiRequest.Term("limit", $"{OldPage}"),
        ]);
        var answer = await source.GetAsync(request, static body => Answers.Rows(Answers.Read(body, OldJson.Default.IReadOnlyListOldTradeRow)), static _ => false, cancellationToken).ConfigureAwait(false);
        inputs.Add(answer.Input);
        var first = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        // A full page is a list without its end.
        if (answer.Value.Count >= OldPage)
            return first;
        foreach (var row in answer.Value)
            Take(first, row.Asset, row.Side, row.Timestamp);
        return first;
    }

    private static void Take(Dictionary<string, DateTimeOffset> first, string? token, string? side, long? timestamp)
    {
        if (token is not null && string.Equals(side, "BUY", StringComparison.OrdinalIgnoreCase) && ApiTime.FromSeconds(timestamp) is { } time
            && (!first.TryGetValue(token, out var known) || time < known))
            first[token] = time;
    }
}
