using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Payouts and times of resolution, from the chain, by condition. One instance serves all users of a run.</summary>
internal sealed class ResolutionReader
{
    /// <summary>Most conditions that one request takes.</summary>
    public const int BatchSize = 20;

    // The service writes payouts in millionths of a dollar.
    private const double Dollar = 1_000_000;

    private readonly AnswerSource _source;
    private readonly ItemReader<ResolutionRow> _items;

    public ResolutionReader(AnswerSource source)
    {
        _source = source;
        _items = new ItemReader<ResolutionRow>(source, ApiRoute.Resolutions.Name + "/", BatchSize, FetchAsync, Parse, row => PayoutsOf(row) is not null);
    }

    public Task<IReadOnlyDictionary<string, SourcedAnswer<ResolutionRow?>>> ReadAsync(IEnumerable<string> conditions, CancellationToken cancellationToken) =>
        _items.ReadAsync(conditions, cancellationToken);

    /// <summary>The payouts a share, or null where they are not set: the service marks that by a value above a dollar.</summary>
    public static IReadOnlyList<double>? PayoutsOf(ResolutionRow? row) =>
        row?.Payouts is { Count: > 1 } payouts && payouts.All(p => p is >= 0 and <= Dollar) && payouts.Sum() > 0
            ? [.. payouts.Select(p => p!.Value / Dollar)]
            : null;

    private async Task<IReadOnlyDictionary<string, byte[]>> FetchAsync(IReadOnlyList<string> conditions, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(ApiRoute.Resolutions, [ApiRequest.Term("condition", string.Join(',', conditions))]);
        try
        {
            return await _source.FetchAsync(request, Split, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Failure == ApiFailure.NotFound)
        {
            // Not worth a user's scan: Gamma's times and prices have to do.
            return new Dictionary<string, byte[]>(StringComparer.Ordinal);
        }
    }

    private static Dictionary<string, byte[]> Split(byte[] body)
    {
        var rows = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var text in Answers.Objects(body, "data"))
        {
            if (Answers.TryReadRow(text, DataJson.Default.ResolutionRow)?.ConditionId is { Length: > 0 } condition)
            {
                rows[condition.Trim().ToLowerInvariant()] = text;
            }
        }

        return rows;
    }

    // Nothing was found under an id where the text is null.
    private static ResolutionRow? Parse(byte[] body) => body is [(byte)'n', ..] ? null : Answers.ReadRow(body, DataJson.Default.ResolutionRow);
}
