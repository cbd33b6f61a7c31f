using System.Text;
using System.Text.Json;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Markets by condition, closed and open. One instance serves all users of a run.</summary>
internal sealed class MarketReader
{
    /// <summary>The most rows that the API gives for one request.</summary>
    public const int BatchSize = 100;

    private readonly AnswerSource source;
    private readonly ItemReader<MarketRow> items;

    public MarketReader(AnswerSource source)
    {
        this.source = source;
        items = new ItemReader<MarketRow>(source, ApiRoute.Markets.Name + "/", BatchSize, FetchAsync, Parse, IsSettled);
    }

    /// <summary>The markets of the conditions; null for a condition that Gamma does not know.</summary>
    public async Task<IReadOnlyDictionary<string, SourcedAnswer<MarketFacts?>>> ReadAsync(IEnumerable<string> conditions, CancellationToken cancellationToken)
    {
        var rows = await items.ReadAsync(conditions, cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(
            r => r.Key,
            r => new SourcedAnswer<MarketFacts?>(r.Value.Value is { } row ? MarketFacts.From(row) : null, r.Value.Input),
            StringComparer.Ordinal);
    }

    // Most markets that a user ever held are closed, so those are asked for first; what is not among them is open or unknown.
    private async Task<IReadOnlyDictionary<string, byte[]>> FetchAsync(IReadOnlyList<string> conditions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var closed in (string[])["true", "false"])
        {
            var wanted = conditions.Where(c => !found.ContainsKey(c)).ToList();
            if (wanted.Count > 0)
                await FetchAsync(wanted, closed, found, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    private async Task FetchAsync(List<string> conditions, string closed, Dictionary<string, byte[]> found, CancellationToken cancellationToken)
    {
        var terms = conditions.Select(c => ApiRequest.Term("condition_ids", c))
            .Append(ApiRequest.Term("closed", closed))
            .Append(ApiRequest.Term("include_tag", "true"))
            .Append(ApiRequest.Term("limit", $"{BatchSize}"));
        try
        {
            var rows = await source.FetchAsync(new ApiRequest(ApiRoute.Markets, terms), Split, cancellationToken).ConfigureAwait(false);
            // A filter that the service does not know is ignored, and then the rows are others than those asked for.
            foreach (var (condition, body) in rows.Where(r => conditions.Contains(r.Condition, StringComparer.Ordinal)))
                found[condition] = body;
        }
        catch (ApiException e) when (e.Status is 413 or 414 or 431 && conditions.Count > 1)
        {
            // An address too long for something on the way.
            await FetchAsync(conditions[..(conditions.Count / 2)], closed, found, cancellationToken).ConfigureAwait(false);
            await FetchAsync(conditions[(conditions.Count / 2)..], closed, found, cancellationToken).ConfigureAwait(false);
        }
    }

    private static List<(string Condition, byte[] Body)> Split(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new JsonException("a list of markets belongs here");
        var rows = new List<(string, byte[])>();
        foreach (var element in document.RootElement.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("conditionId", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } condition)
            {
                var text = Encoding.UTF8.GetBytes(element.GetRawText());
                Parse(text);
                rows.Add((condition.Trim().ToLowerInvariant(), text));
            }
        }

        return rows;
    }

    private static MarketRow? Parse(byte[] body) => JsonSerializer.Deserialize(body, GammaJson.Default.MarketRow);

    private static bool IsSettled(MarketRow row) =>
        row.Closed == true && (row.ClosedTime is not null || MarketFacts.From(row).Payouts is not null);
}
