using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.ClosingLines;
using PolyTool.Core.Polymarket.Fills;
using PolyTool.Core.Polymarket.Positions;
using PolyTool.Core.Polymarket.Prices;

namespace PolyTool.Core.Polymarket;

/// <summary>Reads one user after another, or several at once: positions, fills, their markets, their prices. What users have in common is asked for once.</summary>
internal sealed class UserScan
{
    // Positions of one user that are asked for at once. The limits bind before this does, but latency would where it were one.
    private const int PricesAtOnce = 32;

    // Positions whose markets are held in memory at once; a whole number of full market batches.
    private const int PositionsAtOnce = 20 * MarketReader.BatchSize;

    private readonly AnswerSource _source;
    private readonly int _mostFills;
    private readonly PositionMarkets _markets;
    private readonly PositionPricer _pricer;

    public UserScan(AnswerSource source, SegmentTable table, int mostFills = DirectScanOptions.DefaultMaxFills)
    {
        _source = source;
        _mostFills = mostFills;
        _pricer = new PositionPricer(new PriceReader(source), table);
        _markets = new PositionMarkets(source, _pricer.Anchors);
    }

    /// <summary>Reads one user.</summary>
    /// <param name="userInput">A handle or a wallet.</param>
    /// <param name="lite">Whether the prices around entry are left out.</param>
    /// <param name="take">Takes the positions, one at a time: by first entry, then token.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Failure">The user cannot be scanned.</exception>
    /// <exception cref="ApiException">A request without which there is no scan gave no answer.</exception>
    public async Task<ScannedUser> ReadAsync(string userInput, bool lite, Action<DossierPosition> take, CancellationToken cancellationToken)
    {
        var (user, search) = await UserResolver.ResolveAsync(_source, userInput, cancellationToken).ConfigureAwait(false);
        var ofFills = new List<ScanInput>();
        var reading = FillReader.ReadAsync(_source, user.Wallet, _mostFills, ofFills, cancellationToken);
        PositionList list;
        try
        {
            list = await PositionReader.ReadAsync(_source, user.Wallet, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var fills = await reading.ConfigureAwait(false);
        var inputs = new RunInputs();
        var asOf = list.Inputs.Count > 0 ? list.Inputs[0].FetchedAt : _source.Now;
        List<ScanInput> first = [.. list.Inputs, .. ofFills];
        if (search is not null)
        {
            first.Insert(0, search);
        }

        var combos = fills.HasCombos || list.HasCombos ? await ComboReader.CountAsync(_source, user.Wallet, first, cancellationToken).ConfigureAwait(false) : null;
        if (list.Count == 0)
        {
            throw new Failure("NoPositions", $"{user.Wallet} has no positions at all. A wallet must be the user's proxy wallet, as the profile's address shows it.");
        }
        // The fills tell how many there are and on how many days; where they could not be read, the service counts them.
        var statistics = fills.Gap is null ? null : await UserStatistics.ReadAsync(_source, user.Wallet, first, cancellationToken).ConfigureAwait(false);
        list.Notes.Add(fills.Notes);
        list.Take(fills);
        fills.Release();
        var held = list.TakeInOrder();
        Add(inputs, first);
        await ReadPositionsAsync(held, asOf, lite, take, inputs, list.Notes, cancellationToken).ConfigureAwait(false);
        return new ScannedUser
        {
            UserInput = userInput,
            User = user with { Name = user.Name ?? list.Name },
            AsOf = asOf,
            Positions = held.Length,
            Fills = fills.Gap is null ? fills.Count : statistics?.Fills,
            ActiveDays = fills.Gap is null ? fills.Days : null,
            Inputs = inputs,
            Warnings = Warnings(fills, combos, statistics, list.Notes),
        };
    }

    private static void Add(RunInputs to, IEnumerable<ScanInput> inputs)
    {
        foreach (var input in inputs)
        {
            to.Add(input.Key, input.Sha256, input.Bytes);
        }
    }

    private async Task ReadPositionsAsync(
        HeldPosition?[] held, DateTimeOffset asOf, bool lite, Action<DossierPosition> take, RunInputs inputs, ScanNotes notes, CancellationToken cancellationToken)
    {
        // Whether both sides of a market are held shows by its condition alone, so that comes first.
        for (var start = 0; start < held.Length; start += PositionsAtOnce)
        {
            Add(inputs, await _markets.NameConditionsAsync(held.AsMemory(start, Math.Min(PositionsAtOnce, held.Length - start)), notes, cancellationToken).ConfigureAwait(false));
        }

        var hedged = held.Where(p => p!.ConditionId is not null)
            .GroupBy(p => p!.ConditionId!, StringComparer.Ordinal)
            .Where(g => g.Skip(1).Any())
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        var games = new GameNames();
        for (var start = 0; start < held.Length; start += PositionsAtOnce)
        {
            var part = held.AsMemory(start, Math.Min(PositionsAtOnce, held.Length - start));
            var (facts, ofMarkets) = await _markets.ReadAsync(part, notes, cancellationToken).ConfigureAwait(false);
            Add(inputs, ofMarkets);
            foreach (var market in facts.Values)
            {
                games.Learn(market);
            }

            foreach (var priced in await PriceAsync(part, facts, asOf, lite, held.Length <= PositionsAtOnce, inputs, notes, cancellationToken).ConfigureAwait(false))
            {
                if (priced.Market?.ContradictionOf(priced.Held) is { } contradiction)
                {
                    notes.Add(ScanNotes.Outcomes, contradiction);
                }

                if (_pricer.Anchors.UnknownLeague(priced.Market, priced.Held.Slug) is { } code)
                {
                    notes.Add(ScanNotes.Leagues, code);
                }

                var isHedged = priced.Held.ConditionId is { } both && hedged.Contains(both);
                take(PositionOutcome.Fill(PositionAssembler.From(priced, isHedged, games.Of(priced.Held, priced.Market)), priced.Held, priced.Market, asOf));
            }

            // What is done is not needed twice.
            part.Span.Clear();
            // Of a busy user what a part leaves is kept until memory is short, and what reading took is kept beside what the reports take. Measured with
            // 50,000 positions (docs/scan.md; the goal is 300 MB): 289 and 293 MB at the peak with this, 312 to 330 without the last one. At the public
            // limits a part takes half a minute, this a tenth of a second.
            if (held.Length > 2 * PositionsAtOnce)
            {
                var isLast = start + PositionsAtOnce >= held.Length;
                GC.Collect(GC.MaxGeneration, isLast ? GCCollectionMode.Aggressive : GCCollectionMode.Default, blocking: true, compacting: isLast);
            }
        }
    }

    private async Task<PricedPosition[]> PriceAsync(
        ReadOnlyMemory<HeldPosition?> held, Dictionary<string, MarketFacts> facts, DateTimeOffset asOf, bool lite, bool sharesWindows, RunInputs inputs, ScanNotes notes, CancellationToken cancellationToken)
    {
        var results = new PricedPosition[held.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = PricesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, held.Length), options, async (i, token) =>
        {
            var position = held.Span[i]!;
            var market = position.ConditionId is { } condition ? facts.GetValueOrDefault(condition) : null;
            var read = new List<ScanInput>(4);
            results[i] = await _pricer.PriceAsync(position, market, asOf, lite, sharesWindows, read, token).ConfigureAwait(false);
            foreach (var odd in read.Where(r => r.IsInMilliseconds || r.Oddities.Count > 0))
            {
                var what = $"{market?.Slug ?? position.Slug}: prices ({odd.Key.Split('?')[0]})";
                if (odd.IsInMilliseconds)
                {
                    notes.Add(ScanNotes.Milliseconds, what);
                }

                notes.Add(ScanNotes.Fields, odd.Oddities.Select(o => $"{what}: {o}"));
            }

            lock (inputs)
            {
                Add(inputs, read);
            }
        }).ConfigureAwait(false);
        return results;
    }

    private static List<string> Warnings(FillBook fills, int? combos, UserStatistics? statistics, ScanNotes notes)
    {
        var warnings = new List<string>();
        if (fills.Gap is { } gap)
        {
            warnings.Add($"fills_missing: {gap}; the service's average over all buys stands for the entry price, first buys are not known, and what was bought in play is in it");
            if (statistics is null)
            {
                warnings.Add("user_statistics_missing: fills a day are not known");
            }
        }

        if (combos is { } count)
        {
            warnings.Add($"combos: {count} positions of several bets in one are not among the positions: they have no market and no price history");
        }

        warnings.AddRange(notes.ToWarnings());
        return warnings;
    }
}
