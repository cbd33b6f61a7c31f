using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Entry times, and prices where the position has none of its own, from the fills: for positions whose row does not say.</summary>
internal static class EntryTimes
{
    /// <summary>Most conditions that one request takes.</summary>
    public const int ConditionsPerRequest = 20;

    private const int MostPages = 200;

    /// <summary>The positions, with what the fills could fill in; where they could not, the code says so.</summary>
    public static async Task<IReadOnlyList<HeldPosition>> FillAsync(AnswerSource source, string wallet, IReadOnlyList<HeldPosition> positions, List<ScanInput> inputs, CancellationToken cancellationToken)
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
            {
                if (row is { TokenId: { } token } && string.Equals(row.Side, "BUY", StringComparison.OrdinalIgnoreCase) && ApiTime.FromSeconds(row.Timestamp) is { } time
                    && (!first.TryGetValue(token, out var known) || time < known))
                    first[token] = time;
            }

            var next = answer.Value.Pagination is { HasMore: not false } more ? more.NextCursor : null;
            if (string.IsNullOrEmpty(next) || next == cursor)
                return;
            cursor = next;
        }
    }
}
