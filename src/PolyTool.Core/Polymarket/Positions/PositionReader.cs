using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>All positions of a wallet, one a token, as the Data API has them.</summary>
internal static class PositionReader
{
    public const int PageSize = 1000;

    /// <summary>An end that nobody reaches: ten million rows.</summary>
    private const int MostPages = 10_000;

    private const string Lost = "REDEEMABLE_LOST";

    private const string Closed = "CLOSED";

    // OPEN holds resolved winners too, but no losers; those have a list of their own.
    private static readonly string[] s_lists = ["OPEN", Lost, Closed];

    /// <exception cref="ApiException">A page gave no answer.</exception>
    /// <exception cref="Failure"><c>CursorNeverEnds</c>: the pages repeat themselves.</exception>
    public static async Task<PositionList> ReadAsync(AnswerSource source, string wallet, CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(s_lists.Select(status => ReadListAsync(source, wallet, status, cancellationToken))).ConfigureAwait(false);
        foreach (var further in lists.Skip(1))
        {
            lists[0].Add(further);
        }

        return lists[0];
    }

    private static async Task<PositionList> ReadListAsync(AnswerSource source, string wallet, string status, CancellationToken cancellationToken)
    {
        var list = new PositionList();
        string? cursor = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pagesWithoutNews = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await source.GetAsync(
                Request(wallet, status, cursor),
                body =>
                {
                    var read = Answers.Read(body, DataJson.Default.DataPagePositionRow);
                    return read with { Data = Answers.Rows(read.Data) };
                },
                static _ => false,
                cancellationToken).ConfigureAwait(false);
            list.Inputs.Add(answer.Input);
            list.Notes.Add(ScanNotes.Fields, answer.Value.Oddities);
            var before = list.Count;
            foreach (var row in answer.Value.Data!)
            {
                if (ApiTime.IsMilliseconds(row!.FirstEntryAt) || ApiTime.IsMilliseconds(row.LastEventAt))
                {
                    list.Notes.Add(ScanNotes.Milliseconds, ApiRoute.Positions.Name);
                }

                list.Name ??= string.IsNullOrWhiteSpace(row!.Name) ? null : row.Name;
                list.Add(PositionRules.From(row!));
            }

            cursor = answer.Value.Next;
            if (cursor is null)
            {
                return list;
            }
            // An empty page with a cursor can be a gap; several pages that bring nothing are a circle.
            pagesWithoutNews = list.Count == before ? pagesWithoutNews + 1 : 0;
            if (!seen.Add(cursor) || pagesWithoutNews > 3)
            {
                throw CursorNeverEnds(ApiRoute.Positions, wallet, page + 1);
            }
        }

        throw CursorNeverEnds(ApiRoute.Positions, wallet, MostPages);
    }

    private static ApiRequest Request(string wallet, string status, string? cursor)
    {
        var terms = new List<KeyValuePair<string, string>>
        {
            ApiRequest.Term("user", wallet),
            ApiRequest.Term("status", status),
            ApiRequest.Term("filter_amount", "0"),
            ApiRequest.Term("limit", $"{PageSize}"),
        };
        // The list of closed positions has archived markets anyway, and refuses to be asked for them.
        if (status != Closed)
        {
            terms.Add(ApiRequest.Term("include_archived", "true"));
        }
        // By time a walk is steady while prices move. Lost positions are all worth nothing, and theirs is a list that may not sort by time.
        if (status != Lost)
        {
            terms.Add(ApiRequest.Term("sort_by", "TIMESTAMP"));
        }

        return ApiRequest.Page(ApiRoute.Positions, cursor, terms);
    }

    private static Failure CursorNeverEnds(ApiRoute route, string wallet, int pages) =>
        new("CursorNeverEnds", $"{route.Name}: the pages of {wallet} repeat themselves after {pages} and never end, so the list would be incomplete. Try again later.", canPass: true);
}

/// <summary>From an API row to a position.</summary>
internal static class PositionRules
{
    // The API's mark of an outcome that it does not know.
    private const long UnknownOutcome = 999;

    // What the fourth decimal can hide, and a little for the cost's own rounding.
    private const double AverageCut = 1.5e-4;

    public static HeldPosition From(PositionRow row)
    {
        var current = Math.Max(row.CurrentSize ?? 0, 0);
        return new HeldPosition
        {
            TokenId = row.TokenId?.Trim() ?? "",
            ConditionId = Condition(row.ConditionId),
            CurrentSize = current,
            TotalSize = Math.Max(row.TotalSize ?? current, 0),
            EntryPrice = EntryPrice(row.EntryCostUsdc, current, row.AvgPrice),
            EntryCost = current > 0 && row.EntryCostUsdc is >= 0 and var cost ? cost : null,
            EntryFees = row.EntryFeesUsdc,
            RealizedPnl = row.RealizedPnl ?? 0,
            Status = row.Status ?? "",
            NegativeRisk = row.NegativeRisk,
            Title = row.Title,
            Slug = row.Slug,
            EventId = row.EventId,
            // Often the same, and then kept once.
            EventSlug = row.EventSlug == row.Slug ? row.Slug : row.EventSlug,
            Outcome = row.Outcome,
            OutcomeIndex = Outcome(row.OutcomeIndex),
            EndDate = ApiTime.Parse(row.EndDate),
            FirstEntry = ApiTime.FromSeconds(row.FirstEntryAt),
            LastEvent = ApiTime.FromSeconds(row.LastEventAt),
        };
    }

    /// <summary>
    /// Cost over shares while shares are held: the API cuts its average to four decimals. Where the two differ by more than that, some of the shares
    /// held were not bought (or a closed position has no cost left), and the average of those that were is all there is.
    /// </summary>
    private static double? EntryPrice(double? cost, double shares, double? average)
    {
        var exact = cost is > 0 && shares > 0 ? cost.Value / shares : 0;
        var price = exact > 0 && (average is not > 0 || Math.Abs(exact - average.Value) <= AverageCut) ? exact : average ?? 0;
        return price > 0 ? price : null;
    }

    private static string? Condition(string? id) => string.IsNullOrWhiteSpace(id) ? null : id.Trim().ToLowerInvariant();

    private static int? Outcome(long? index) => index is >= 0 and < UnknownOutcome ? (int)index.Value : null;
}
