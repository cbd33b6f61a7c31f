using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket;

/// <summary>Makes the table of leagues anew from Gamma's <c>/sports</c>, and keeps it in the cache.</summary>
public static class LeagueTableUpdate
{
    // Sports and games: tags that every league has.
    private static readonly string[] s_common = ["1", "100639"];

    // So many leagues of one sport make a tag mean that sport.
    private const int EnoughLeagues = 2;

    /// <summary>Asks the service and keeps what it says.</summary>
    /// <param name="api">Addresses and time limits.</param>
    /// <param name="folder">The cache's folder; null for the platform's place.</param>
    /// <param name="time">The clock, unless <c>SOURCE_DATE_EPOCH</c> fixes it.</param>
    /// <param name="cancellationToken">Cancels; the kept table stays as it was.</param>
    /// <exception cref="Failure">An <c>Api…</c> failure, <c>SourceDateEpochInvalid</c>, or <c>LeagueTableEmpty</c>: the answer has no leagues, and the kept table stays.</exception>
    /// <exception cref="IOException">The table cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The table may not be written.</exception>
    public static Task<LeagueTableReport> RunAsync(ApiClientOptions api, string? folder, TimeProvider time, CancellationToken cancellationToken) =>
        RunAsync(ApiClient.Shared(api), folder ?? AnswerCache.DefaultDirectory(), EpochClock.From(time), cancellationToken);

    internal static async Task<LeagueTableReport> RunAsync(ApiClient client, string folder, EpochClock clock, CancellationToken cancellationToken)
    {
        IReadOnlyList<SportRow> rows;
        try
        {
            var answer = await client.GetAsync(new ApiRequest(ApiRoute.Sports, []), Parse, cancellationToken).ConfigureAwait(false);
            rows = answer.Value;
        }
        catch (ApiException e)
        {
            throw e.ToFailure();
        }

        var (known, _) = await LeagueTables.NewestAsync(folder, cancellationToken).ConfigureAwait(false);
        var asked = rows.Where(r => LeagueTable.IsCode(CodeOf(r))).DistinctBy(CodeOf, StringComparer.Ordinal).ToList();
        if (asked.Count == 0)
        {
            throw new Failure("LeagueTableEmpty", $"{ApiRoute.Sports.Name}: the answer has no leagues, so the table stays as it was. Try again later.", canPass: true);
        }

        var table = Make(asked, known, DateOnly.FromDateTime(clock.UtcNow.UtcDateTime));
        LeagueTables.Keep(table, folder);
        return new LeagueTableReport
        {
            Path = Path.Combine(folder, LeagueTable.FileName),
            Date = table.Date,
            Leagues = table.Leagues.Count,
            Added = [.. table.Leagues.Keys.Where(c => !known.Leagues.ContainsKey(c)).Order(StringComparer.Ordinal)],
            Changed = [.. table.Leagues.Where(l => known.Leagues.TryGetValue(l.Key, out var sport) && sport != l.Value).Select(l => $"{l.Key}: {known.Leagues[l.Key]} to {l.Value}").Order(StringComparer.Ordinal)],
            WithoutSport = [.. table.Leagues.Where(l => l.Value == SegmentTable.Unknown).Select(l => l.Key).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>The table of some rows and what was known before: leagues that the service names no more keep their codes, for old markets have them.</summary>
    internal static LeagueTable Make(IReadOnlyList<SportRow> rows, LeagueTable known, DateOnly date)
    {
        var tags = new Dictionary<string, string>(known.SportTags, StringComparer.Ordinal);
        // A tag that only leagues of one sport have is that sport's.
        var votes = rows.Where(r => known.Leagues.GetValueOrDefault(CodeOf(r), SegmentTable.Unknown) != SegmentTable.Unknown)
            .SelectMany(r => TagsOf(r).Distinct(StringComparer.Ordinal).Select(t => (Tag: t, Sport: known.Leagues[CodeOf(r)])))
            .Where(v => !s_common.Contains(v.Tag, StringComparer.Ordinal) && !tags.ContainsKey(v.Tag))
            .GroupBy(v => v.Tag, StringComparer.Ordinal);
        foreach (var tag in votes.Where(g => g.Count() >= EnoughLeagues && g.Select(v => v.Sport).Distinct(StringComparer.Ordinal).Count() == 1).ToList())
        {
            tags[tag.Key] = tag.First().Sport;
        }

        var leagues = new Dictionary<string, string>(known.Leagues, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var code = CodeOf(row);
            var before = known.Leagues.GetValueOrDefault(code, SegmentTable.Unknown);
            var sports = TagsOf(row).Select(t => tags.GetValueOrDefault(t)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            leagues[code] = sports.Count == 0 || sports.Contains(before, StringComparer.Ordinal) ? before : sports[0];
        }

        return LeagueTable.Of(date, ApiRoute.Sports.Name, leagues, tags);
    }

    private static string CodeOf(SportRow row) => row.Sport?.Trim().ToLowerInvariant() ?? "";

    private static string[] TagsOf(SportRow row) => (row.Tags ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // The rows are the answer itself; one that cannot be read is left out.
    private static List<SportRow> Parse(byte[] body) =>
        [.. Answers.Objects(body).Select(static row => Answers.TryReadRow(row, GammaJson.Default.SportRow)).OfType<SportRow>()];
}

/// <summary>What a renewal of the table of leagues brought.</summary>
public sealed record LeagueTableReport
{
    /// <summary>The table's file.</summary>
    public required string Path { get; init; }

    /// <summary>The day that it is of.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Codes that it has.</summary>
    public required int Leagues { get; init; }

    /// <summary>Codes that were not there before.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>Codes whose sport is another than before, as <c>code: before to after</c>.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>Codes whose tags tell no sport; a market's own tags decide there.</summary>
    public required IReadOnlyList<string> WithoutSport { get; init; }
}
