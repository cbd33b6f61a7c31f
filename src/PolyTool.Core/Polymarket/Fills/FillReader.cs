using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket.Fills;

/// <summary>Reads every fill of a user, makers' and takers' alike: the rows do not say which was which.</summary>
internal static class FillReader
{
    /// <summary>Most rows of a page.</summary>
    public const int PageSize = 1000;

    // Pages that bring nothing new before the feed counts as going round in circles.
    private const int MostIdlePages = 3;

    /// <summary>The fills. A feed that fails, repeats itself or is longer than the limit leaves a book that says so and holds none.</summary>
    /// <param name="source">The services or the cache.</param>
    /// <param name="wallet">The user's wallet.</param>
    /// <param name="most">How many fills are read at most.</param>
    /// <param name="inputs">Takes up the answers used.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<FillBook> ReadAsync(AnswerSource source, string wallet, int most, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var book = new FillBook();
        book.Complete(await ReadAsync(source, wallet, most, book, inputs, cancellationToken).ConfigureAwait(false));
        return book;
    }

    private static async Task<string?> ReadAsync(AnswerSource source, string wallet, int most, FillBook book, ICollection<ScanInput> inputs, CancellationToken cancellationToken)
    {
        var known = new Dictionary<UInt128, int>();
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        var idle = 0;
        while (true)
        {
            SourcedAnswer<DataPage<TradeRow>> page;
            try
            {
                page = await source.GetAsync(Request(wallet, cursor), Parse, static _ => false, cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException e)
            {
                return $"FILLS_{e.MissingReason}";
            }

            inputs.Add(page.Input);
            book.Notes.Add(ScanNotes.Fields, page.Value.Oddities.Select(o => $"{ApiRoute.Trades.Name}: {o}"));
            idle = Take(page.Value.Data!, book, known) ? 0 : idle + 1;
            if (book.Count > most)
            {
                return "TOO_MANY_FILLS";
            }

            cursor = page.Value.Next;
            if (cursor is null)
            {
                return null;
            }

            if (!cursors.Add(cursor) || idle > MostIdlePages)
            {
                return "FILLS_NEVER_END";
            }
        }
    }

    // A row that an earlier page had is the same fill again; equal rows of one page are several fills.
    private static bool Take(IReadOnlyList<TradeRow?> rows, FillBook book, Dictionary<UInt128, int> known)
    {
        var onThisPage = new Dictionary<UInt128, int>();
        var news = false;
        foreach (var row in rows)
        {
            var key = KeyOf(row!);
            var count = onThisPage[key] = onThisPage.GetValueOrDefault(key) + 1;
            if (count <= known.GetValueOrDefault(key))
            {
                continue;
            }

            known[key] = count;
            news = true;
            if (ApiTime.IsMilliseconds(row!.Timestamp))
            {
                book.Notes.Add(ScanNotes.Milliseconds, ApiRoute.Trades.Name);
            }

            if (ConditionIds.IsCombo(row.ConditionId?.Trim()))
            {
                book.SawCombo();
            }

            if (row.TokenId?.Trim() is { Length: > 0 } token && ApiTime.FromSeconds(row.Timestamp) is { } time && row is { Price: > 0 and <= 1, Size: > 0 } && SideOf(row) is { } side)
            {
                book.Add(token, new Fill(time.ToUnixTimeSeconds(), row.Price.Value, side * row.Size.Value));
            }
        }

        return news;
    }

    private static int? SideOf(TradeRow row) =>
        string.Equals(row.Side, "BUY", StringComparison.OrdinalIgnoreCase) ? 1 : string.Equals(row.Side, "SELL", StringComparison.OrdinalIgnoreCase) ? -1 : null;

    private static UInt128 KeyOf(TradeRow row)
    {
        var text = FormattableString.Invariant($"{row.TransactionHash}|{row.TokenId}|{row.Side}|{row.Size:R}|{row.Price:R}|{row.Timestamp}");
        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static DataPage<TradeRow> Parse(byte[] body)
    {
        var read = Answers.Read(body, DataJson.Default.DataPageTradeRow);
        return read with { Data = Answers.Rows(read.Data) };
    }

    // Without the second and the third, fills of resting orders and all that is older than three years are missing.
    private static ApiRequest Request(string wallet, string? cursor) => ApiRequest.Page(
        ApiRoute.Trades,
        cursor,
        [ApiRequest.Term("user", wallet), ApiRequest.Term("taker_only", "false"), ApiRequest.Term("start", "1"), ApiRequest.Term("limit", $"{PageSize}")]);
}
