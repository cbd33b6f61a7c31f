using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Counts a user's combos: several bets in one, which the services list apart. They are no positions of a market, and have no closing line.</summary>
internal static class ComboReader
{
    private const int PageSize = 100;
    private const int MostPages = 1000;

    /// <summary>How many there are; null where the service does not say. Nobody's scan fails for it.</summary>
    public static async Task<int?> CountAsync(AnswerSource source, string wallet, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        try
        {
            for (var page = 0; page < MostPages; page++)
            {
                var request = ApiRequest.Page(ApiRoute.Combos, cursor, [ApiRequest.Term("user", wallet), ApiRequest.Term("limit", $"{PageSize}")]);
                var answer = await source.GetAsync(request, static body => Answers.Read(body, DataJson.Default.DataPageComboRow), static _ => false, cancellationToken).ConfigureAwait(false);
                inputs.Add(answer.Input);
                var before = ids.Count;
                foreach (var row in Answers.Rows(answer.Value.Data ?? []))
                {
                    ids.Add(row.ComboPositionId ?? row.ComboConditionId ?? "");
                }

                var next = answer.Value.Next;
                if (next is null || next == cursor || ids.Count == before)
                {
                    break;
                }

                cursor = next;
            }
        }
        catch (ApiException)
        {
            return null;
        }

        return ids.Count;
    }
}
