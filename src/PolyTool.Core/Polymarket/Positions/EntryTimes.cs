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
        try
        {
            foreach (var batch in conditions.Chunk(ConditionsPerRequest))
                await ReadAsync(source, wallet, batch, first, inputs, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e)
        {
            var code = $"ENTRY_TIME_{e.MissingReason}";
            return [.. positions.Select(p => NeedsFills(p) ? p with { Missing = [.. p.Missing, code] } : p)];
        }

        return
        [
            .. positions.Select(p => !NeedsFills(p) ? p
                : first.TryGetValue(p.TokenId, out var time) ? p with { FirstEntry = time }
                : p with { Missing = [.. p.Missing, "ENTRY_TIME_UNKNOWN"] }),
        ];
    }

    // A combo's condition id is shorter than a market's, and the fills of it cannot be asked for.
    private static bool NeedsFills(HeldPosition position) =>
        position is { FirstEntry: null, EntryPrice: not null, ConditionId.Length: 66 };

    private static async Task ReadAsync(AnswerSource source, string wallet, string[] conditions, Dictionary<string, DateTimeOffset> first, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
        try
        {
            await ReadNewAsync(source, wallet, conditions, first, inputs, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Failure is ApiFailure.NotFound or ApiFailure.NotInCache)
        {
            await ReadOldAsync(source, wallet, conditions, first, inputs, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ReadNewAsync(AnswerSource source, string wallet, string[] conditions, Dictionary<string, DateTimeOffset> first, List<ScanInput> inputs, CancellationToken cancellationToken)
    {
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
            if (string.IsNullOrEmpty(next) || next == cursor)
                return;
            cursor = next;
        }
    }

    private static async Task ReadOldAsync(AnswerSource source, string wallet, string[] conditions, Dictionary<string, DateTimeOffset> first, List<ScanInput> inputs, CancellationToken cancellationToken)
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
        // The newest come first: in a full page the first entries can be missing, and a later one would pass for them.
        if (answer.Value.Count >= OldPage)
            return;
        foreach (var row in answer.Value)
            Take(first, row.Asset, row.Side, row.Timestamp);
    }

    private static void Take(Dictionary<string, DateTimeOffset> first, string? token, string? side, long? timestamp)
    {
        if (token is not null && string.Equals(side, "BUY", StringComparison.OrdinalIgnoreCase) && ApiTime.FromSeconds(timestamp) is { } time
            && (!first.TryGetValue(token, out var known) || time < known))
            first[token] = time;
    }
}
