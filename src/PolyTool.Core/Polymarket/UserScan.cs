using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.ClosingLines;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Polymarket;

/// <summary>Reads one user after another, or several at once: positions, their markets, their prices. What users have in common is asked for once.</summary>
internal sealed class UserScan
{
    // Positions of one user that are asked for at once. The limits bind before this does, but latency would where it were one.
    private const int PricesAtOnce = 32;

    // Positions whose markets are held in memory at once; a whole number of full market batches.
    private const int PositionsAtOnce = 20 * MarketReader.BatchSize;

    private readonly AnswerSource source;
    private readonly MarketReader markets;
    private readonly ResolutionReader resolutions;
    private readonly AnchorFinder anchors;
    private readonly ClosingLineFinder lines;
    private readonly EntryContextFinder contexts;

    public UserScan(AnswerSource source, SegmentTable table)
    {
        this.source = source;
        markets = new MarketReader(source);
        resolutions = new ResolutionReader(source);
        anchors = new AnchorFinder(table);
        var prices = new PriceReader(source);
        lines = new ClosingLineFinder(prices);
        contexts = new EntryContextFinder(prices);
    }

    /// <summary>Reads one user.</summary>
    /// <param name="userInput">A handle or a wallet.</param>
    /// <param name="lite">Whether the prices before entry are left out.</param>
    /// <param name="take">Takes the positions, one at a time: by first entry, then token.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Failure">The user cannot be scanned.</exception>
    /// <exception cref="ApiException">A request without which there is no scan gave no answer.</exception>
    public async Task<ScannedUser> ReadAsync(string userInput, bool lite, Action<DossierPosition> take, CancellationToken cancellationToken)
    {
        var (user, search) = await UserResolver.ResolveAsync(source, userInput, cancellationToken).ConfigureAwait(false);
        var counted = new List<ScanInput>();
        var statistics = UserStatistics.ReadAsync(source, user.Wallet, counted, cancellationToken);
        PositionList list;
        try
        {
            list = await PositionReader.ReadAsync(source, user.Wallet, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ((Task)statistics).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (list.Count == 0)
            throw new Failure("NoPositions", $"{user.Wallet} has no positions at all. A wallet must be the user's proxy wallet, as the profile's address shows it.");
        List<ScanInput> first = search is null ? list.Inputs : [search, .. list.Inputs];
        var asOf = list.Inputs[0].FetchedAt;
        var held = await EntryTimes.FillAsync(source, user.Wallet, list.TakeInOrder(), first, cancellationToken).ConfigureAwait(false);
        var inputs = new RunInputs();
        Add(inputs, first);
        Add(inputs, counted);
        await ReadPositionsAsync(held, asOf, lite, take, inputs, list.Notes, cancellationToken).ConfigureAwait(false);
        return new ScannedUser
        {
            UserInput = userInput,
            User = user with { Name = user.Name ?? list.Name },
            AsOf = asOf,
            Positions = held.Length,
            Statistics = await statistics.ConfigureAwait(false),
            Inputs = inputs,
            Warnings = Warnings(list, await statistics.ConfigureAwait(false)),
        };
    }

    private static void Add(RunInputs to, IEnumerable<ScanInput> inputs)
    {
        foreach (var input in inputs)
            to.Add(input.Key, input.Sha256, input.Bytes);
    }

    private async Task<Dictionary<string, MarketFacts>> ReadMarketsAsync(Memory<HeldPosition?> held, RunInputs inputs, ScanNotes notes, CancellationToken cancellationToken)
    {
        // A combo's condition id is shorter than a market's, and no market has it.
        var conditions = held.ToArray().Select(p => p!.ConditionId).OfType<string>().Where(c => c.Length == 66).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var answers = await markets.ReadAsync(conditions, cancellationToken).ConfigureAwait(false);
        Add(inputs, answers.Values.Select(a => a.Input));
        var facts = answers.Where(a => a.Value.Value is not null).ToDictionary(a => a.Key, a => a.Value.Value!, StringComparer.Ordinal);
        foreach (var market in facts.Values)
            NoteOddities(market, notes);
        await ReadByTokenAsync(held, facts, p => p.ConditionId is null || (p.ConditionId.Length == 66 && !facts.ContainsKey(p.ConditionId)), inputs, notes, cancellationToken).ConfigureAwait(false);
        // Gamma's prices say the payout of nearly every market. The chain is asked where they don't, or where the time of resolution is the anchor.
        var unclear = facts.Values.Where(m => m.IsClosed && (m.Payouts is null || anchors.NeedsResolution(m))).Select(m => m.ConditionId).Order(StringComparer.Ordinal);
        foreach (var (condition, answer) in await resolutions.ReadAsync(unclear, cancellationToken).ConfigureAwait(false))
        {
            Add(inputs, [answer.Input]);
            var market = facts[condition];
            notes.Add(ScanNotes.Fields, (answer.Value?.Oddities ?? []).Select(o => $"{market.Slug ?? condition}: {ApiRoute.Resolutions.Name}: {o}"));
            if (ApiTime.IsMilliseconds(answer.Value?.ResolvedAt))
                notes.Add(ScanNotes.Milliseconds, $"{market.Slug ?? condition}: resolved_at");
            var payouts = ResolutionReader.PayoutsOf(answer.Value);
            facts[condition] = market with
            {
                Payouts = payouts ?? market.Payouts,
                PayoutSource = payouts is null ? market.PayoutSource : "data-v2",
                ResolvedAt = payouts is null ? null : ApiTime.Parse(answer.Value!.ResolvedAt),
            };
        }

        return facts;
    }

    // Where the condition is not given, or gives no market, the token does; the position has the market's condition then.
    private async Task ReadByTokenAsync(
        Memory<HeldPosition?> held, Dictionary<string, MarketFacts> facts, Func<HeldPosition, bool> isUnknown, RunInputs inputs, ScanNotes notes, CancellationToken cancellationToken)
    {
        var unknown = Enumerable.Range(0, held.Length).Where(i => held.Span[i]! is { TokenId.Length: > 0 } position && isUnknown(position)).ToList();
        var answers = await markets.ReadByTokenAsync(unknown.Select(i => held.Span[i]!.TokenId).Order(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        Add(inputs, answers.Values.Select(a => a.Input));
        foreach (var i in unknown)
        {
            if (answers[held.Span[i]!.TokenId].Value is not { } market)
                continue;
            facts[market.ConditionId] = market;
            NoteOddities(market, notes);
            held.Span[i] = held.Span[i]! with { ConditionId = market.ConditionId };
        }
    }

    private async Task ReadPositionsAsync(HeldPosition?[] held, DateTimeOffset asOf, bool lite, Action<DossierPosition> take, RunInputs inputs, ScanNotes notes, CancellationToken cancellationToken)
    {
        // Whether both sides of a market are held shows by its condition alone, so that comes first.
        for (var start = 0; start < held.Length; start += PositionsAtOnce)
            await ReadByTokenAsync(held.AsMemory(start, Math.Min(PositionsAtOnce, held.Length - start)), [], static p => p.ConditionId is null, inputs, notes, cancellationToken).ConfigureAwait(false);
        var hedged = held.Where(p => p!.ConditionId is not null)
            .GroupBy(p => p!.ConditionId!, StringComparer.Ordinal)
            .Where(g => g.Skip(1).Any())
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        for (var start = 0; start < held.Length; start += PositionsAtOnce)
        {
            var part = held.AsMemory(start, Math.Min(PositionsAtOnce, held.Length - start));
            var facts = await ReadMarketsAsync(part, inputs, notes, cancellationToken).ConfigureAwait(false);
            foreach (var position in await ReadLinesAsync(part, facts, hedged, asOf, lite, inputs, notes, cancellationToken).ConfigureAwait(false))
                take(position);
            // What is done is not needed twice.
            part.Span.Clear();
            // Of a busy user: what a part leaves would else be kept until memory is short. At the public limits a part takes half a minute, this a tenth of a second.
            if (held.Length > 2 * PositionsAtOnce)
                GC.Collect();
        }
    }

    private async Task<DossierPosition[]> ReadLinesAsync(
        ReadOnlyMemory<HeldPosition?> held, Dictionary<string, MarketFacts> facts, HashSet<string> hedged, DateTimeOffset asOf, bool lite, RunInputs inputs, ScanNotes notes, CancellationToken cancellationToken)
    {
        var results = new DossierPosition[held.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = PricesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, held.Length), options, async (i, token) =>
        {
            var position = held.Span[i]!;
            var market = position.ConditionId is { } condition ? facts.GetValueOrDefault(condition) : null;
            if (market?.ContradictionOf(position) is { } contradiction)
                notes.Add(ScanNotes.Outcomes, contradiction);
            if (anchors.UnknownLeague(market, position.Slug) is { } code)
                notes.Add(ScanNotes.Leagues, code);
            var anchor = anchors.Find(market, position.Slug);
            var (readAtClose, readAtEntry) = (new List<ScanInput>(1), new List<ScanInput>(1));
            var lineTask = lines.FindAsync(position, market, anchor, asOf, readAtClose, token);
            var contextTask = lite ? null : contexts.FindAsync(position, market, readAtEntry, token);
            await Task.WhenAll(lineTask, contextTask ?? Task.CompletedTask).ConfigureAwait(false);
            var line = await lineTask.ConfigureAwait(false);
            var context = contextTask is null ? null : await contextTask.ConfigureAwait(false);
            var isHedged = position.ConditionId is { } both && hedged.Contains(both);
            results[i] = PositionOutcome.Fill(DossierPositions.From(position, market, line, context, isHedged), position, market, asOf);
            lock (inputs)
            {
                Add(inputs, readAtClose);
                Add(inputs, readAtEntry);
            }
        }).ConfigureAwait(false);
        return results;
    }

    private static void NoteOddities(MarketFacts market, ScanNotes notes)
    {
        notes.Add(ScanNotes.Fields, market.Oddities);
        notes.Add(ScanNotes.Milliseconds, market.InMilliseconds);
    }

    private static List<string> Warnings(PositionList list, UserStatistics? statistics)
    {
        var warnings = new List<string>();
        if (list.Truncated)
            warnings.Add("positions_truncated: the old Data API gives no more rows at this depth; older positions are missing");
        if (statistics is null)
            warnings.Add("user_statistics_missing: fills a day are not known");
        warnings.AddRange(list.Notes.ToWarnings());
        return warnings;
    }
}
