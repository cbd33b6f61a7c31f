using System.Text.Json;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Markets by condition or by token, closed and open. One instance serves all users of a run.</summary>
internal sealed class MarketReader
{
    /// <summary>The most rows that the API gives for one request.</summary>
    public const int BatchSize = 100;

    private readonly AnswerSource _source;
    private readonly ItemReader<MarketRow> _byCondition;
    private readonly ItemReader<MarketRow> _byToken;

    public MarketReader(AnswerSource source)
    {
        _source = source;
        _byCondition = Reader("/", new Filter("condition_ids", static row => [row.ConditionId]));
        _byToken = Reader("/token/", new Filter("clob_token_ids", static row => (row.ClobTokenIds ?? []).Concat(row.PositionIds ?? [])));
    }

    /// <summary>The markets of the conditions; null for a condition that Gamma does not know.</summary>
    public Task<IReadOnlyDictionary<string, SourcedAnswer<MarketFacts?>>> ReadAsync(IEnumerable<string> conditions, CancellationToken cancellationToken) =>
        ReadAsync(_byCondition, conditions, cancellationToken);

    /// <summary>The markets of outcome tokens; null for a token that Gamma does not know.</summary>
    public Task<IReadOnlyDictionary<string, SourcedAnswer<MarketFacts?>>> ReadByTokenAsync(IEnumerable<string> tokens, CancellationToken cancellationToken) =>
        ReadAsync(_byToken, tokens, cancellationToken);

    private ItemReader<MarketRow> Reader(string keys, Filter filter) =>
        new(_source, ApiRoute.Markets.Name + keys, BatchSize, (ids, token) => FetchAsync(filter, ids, token), ParseKept, IsSettled);

    private static async Task<IReadOnlyDictionary<string, SourcedAnswer<MarketFacts?>>> ReadAsync(ItemReader<MarketRow> items, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var rows = await items.ReadAsync(ids, cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(
            r => r.Key,
            r => new SourcedAnswer<MarketFacts?>(r.Value.Value is { } row ? MarketFacts.From(row) : null, r.Value.Input),
            StringComparer.Ordinal);
    }

    // Most markets that a user ever held are closed, so those are asked for first; what is not among them is open or unknown.
    private async Task<IReadOnlyDictionary<string, byte[]>> FetchAsync(Filter filter, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var closed in (string[])["true", "false"])
        {
            var wanted = ids.Where(id => !found.ContainsKey(id)).ToList();
            if (wanted.Count > 0)
            {
                await FetchAsync(filter, wanted, closed, found, cancellationToken).ConfigureAwait(false);
            }
        }

        return found;
    }

    private async Task FetchAsync(Filter filter, List<string> ids, string closed, Dictionary<string, byte[]> found, CancellationToken cancellationToken)
    {
        var terms = ids.Select(id => ApiRequest.Term(filter.Name, id))
            .Append(ApiRequest.Term("closed", closed))
            .Append(ApiRequest.Term("include_tag", "true"))
            .Append(ApiRequest.Term("limit", $"{BatchSize}"));
        try
        {
            var rows = await _source.FetchAsync(new ApiRequest(ApiRoute.Markets, terms), body => Split(body, filter), cancellationToken).ConfigureAwait(false);
            // A filter that the service does not know is ignored, and then the rows are others than those asked for.
            foreach (var (id, body) in rows.Where(r => ids.Contains(r.Id, StringComparer.Ordinal)))
            {
                found[id] = body;
            }
        }
        catch (ApiException e) when (e.Status is 413 or 414 or 431 && ids.Count > 1)
        {
            // An address too long for something on the way.
            await FetchAsync(filter, ids[..(ids.Count / 2)], closed, found, cancellationToken).ConfigureAwait(false);
            await FetchAsync(filter, ids[(ids.Count / 2)..], closed, found, cancellationToken).ConfigureAwait(false);
        }
    }

    private static List<(string Id, byte[] Body)> Split(byte[] body, Filter filter)
    {
        var rows = new List<(string, byte[])>();
        foreach (var text in Answers.Objects(body))
        {
            // One that is no market at all costs nobody but those who hold it.
            if (Answers.TryReadRow(text, GammaJson.Default.MarketRow) is { ConditionId.Length: > 0 } row)
            {
                rows.AddRange(filter.Ids(row).Where(id => !string.IsNullOrWhiteSpace(id)).Select(id => (id!.Trim().ToLowerInvariant(), text)));
            }
        }

        return rows;
    }

    // Nothing was found under an id where the text is null.
    private static MarketRow? Parse(byte[] body) => body is [(byte)'n', ..] ? null : Answers.ReadRow(body, GammaJson.Default.MarketRow);

    // What was kept is null for a market that nobody knows, else one that has its condition.
    private static MarketRow? ParseKept(byte[] body) =>
        Parse(body) is not { } row ? null
        : row.ConditionId is { Length: > 0 } ? row
        : throw new JsonException("a market without its condition");

    private static bool IsSettled(MarketRow row) =>
        row.Closed == true && (row.ClosedTime is not null || MarketFacts.From(row).Payouts is not null);

    /// <summary>A filter of the route, and the ids by which it finds a market.</summary>
    private sealed record Filter(string Name, Func<MarketRow, IEnumerable<string?>> Ids);
}
