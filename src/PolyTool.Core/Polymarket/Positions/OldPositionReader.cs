using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>The same list from Data API v1, within its clamps: a page is never longer than its cap, and deep offsets repeat rows or fail.</summary>
internal static class OldPositionReader
{
    private const int OpenPage = 500;
    private const int OpenDepth = 10_000;
    private const int ClosedPage = 50;
    private const int ClosedDepth = 100_000;

    public static async Task<PositionList> ReadAsync(AnswerSource source, string wallet, CancellationToken cancellationToken)
    {
        var list = new PositionList();
        await ReadListAsync(source, ApiRoute.OldPositions, wallet, OpenPage, OpenDepth, list, cancellationToken).ConfigureAwait(false);
        await ReadListAsync(source, ApiRoute.OldClosedPositions, wallet, ClosedPage, ClosedDepth, list, cancellationToken).ConfigureAwait(false);
        return list;
    }

    private static async Task ReadListAsync(AnswerSource source, ApiRoute route, string wallet, int cap, int depth, PositionList list, CancellationToken cancellationToken)
    {
        var isClosed = route == ApiRoute.OldClosedPositions;
        for (var offset = 0; offset <= depth; offset += cap)
        {
            var answer = await source.GetAsync(
                Request(route, wallet, cap, offset),
                static body => Answers.Rows(Answers.Read(body, OldJson.Default.IReadOnlyListOldPositionRow)),
                static _ => false,
                cancellationToken).ConfigureAwait(false);
            list.Inputs.Add(answer.Input);
            var before = list.Count;
            foreach (var row in answer.Value)
                list.Add(PositionRules.From(row, isClosed));
            // Shorter than the cap is the end; so is a page of rows that were there before, which is how deep offsets are clamped.
            if (answer.Value.Count < cap)
                return;
            if (list.Count == before)
                break;
        }

        list.Truncated = true;
    }

    private static ApiRequest Request(ApiRoute route, string wallet, int limit, int offset)
    {
        var terms = new List<KeyValuePair<string, string>>
        {
            ApiRequest.Term("user", wallet),
            ApiRequest.Term("limit", $"{limit}"),
            ApiRequest.Term("offset", $"{offset}"),
            ApiRequest.Term("sortBy", route == ApiRoute.OldPositions ? "TOKENS" : "TIMESTAMP"),
        };
        if (route == ApiRoute.OldPositions)
            terms.Add(ApiRequest.Term("sizeThreshold", "0"));
        return new ApiRequest(route, terms);
    }
}
