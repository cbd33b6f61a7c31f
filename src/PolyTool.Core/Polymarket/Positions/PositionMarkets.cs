using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.ClosingLines;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>The markets of positions: by condition, else by token, with their payouts. One instance serves all users of a run.</summary>
internal sealed class PositionMarkets(AnswerSource source, AnchorFinder anchors)
{
    private readonly MarketReader _markets = new(source);
    private readonly ResolutionReader _resolutions = new(source);

    /// <summary>Gives those positions a condition that have none, by their token.</summary>
    /// <returns>What was read.</returns>
    public async Task<List<ScanInput>> NameConditionsAsync(Memory<HeldPosition?> held, ScanNotes notes, CancellationToken cancellationToken)
    {
        var inputs = new List<ScanInput>();
        await ReadByTokenAsync(held, [], static p => p.ConditionId is null, inputs, notes, cancellationToken).ConfigureAwait(false);
        return inputs;
    }

    /// <summary>The markets of some positions, by condition. A position whose condition gives no market has its market's condition afterwards, where its token gives one.</summary>
    public async Task<(Dictionary<string, MarketFacts> Facts, List<ScanInput> Inputs)> ReadAsync(Memory<HeldPosition?> held, ScanNotes notes, CancellationToken cancellationToken)
    {
        var inputs = new List<ScanInput>();
        var conditions = held.ToArray().Select(p => p!.ConditionId).Where(ConditionIds.CanBeMarket).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var answers = await _markets.ReadAsync(conditions, cancellationToken).ConfigureAwait(false);
        inputs.AddRange(answers.Values.Select(a => a.Input));
        var facts = answers.Where(a => a.Value.Value is not null).ToDictionary(a => a.Key, a => a.Value.Value!, StringComparer.Ordinal);
        foreach (var market in facts.Values)
        {
            Note(market, notes);
        }

        await ReadByTokenAsync(held, facts, p => !ConditionIds.IsCombo(p.ConditionId) && (p.ConditionId is null || !facts.ContainsKey(p.ConditionId)), inputs, notes, cancellationToken).ConfigureAwait(false);
        // Gamma's prices say the payout of nearly every market. The chain is asked where they don't, or where more hangs on the time of resolution.
        var unclear = facts.Values.Where(m => m.IsClosed && (m.Payouts is null || anchors.NeedsResolution(m))).Select(m => m.ConditionId).Order(StringComparer.Ordinal);
        foreach (var (condition, answer) in await _resolutions.ReadAsync(unclear, cancellationToken).ConfigureAwait(false))
        {
            inputs.Add(answer.Input);
            if (!facts.TryGetValue(condition, out var market))
            {
                continue;
            }

            notes.Add(ScanNotes.Fields, (answer.Value?.Oddities ?? []).Select(o => $"{market.Slug ?? condition}: {ApiRoute.Resolutions.Name}: {o}"));
            if (ApiTime.IsMilliseconds(answer.Value?.ResolvedAt))
            {
                notes.Add(ScanNotes.Milliseconds, $"{market.Slug ?? condition}: resolved_at");
            }

            var payouts = ResolutionReader.PayoutsOf(answer.Value);
            facts[condition] = market with
            {
                Payouts = payouts ?? market.Payouts,
                PayoutSource = payouts is null ? market.PayoutSource : "data-v2",
                ResolvedAt = payouts is null ? null : ApiTime.Parse(answer.Value!.ResolvedAt),
            };
        }

        return (facts, inputs);
    }

    // Where the condition is not given, or gives no market, the token does; the position has the market's condition then.
    private async Task ReadByTokenAsync(
        Memory<HeldPosition?> held, Dictionary<string, MarketFacts> facts, Func<HeldPosition, bool> isUnknown, List<ScanInput> inputs, ScanNotes notes, CancellationToken cancellationToken)
    {
        var unknown = Enumerable.Range(0, held.Length).Where(i => held.Span[i]! is { TokenId.Length: > 0 } position && isUnknown(position)).ToList();
        var answers = await _markets.ReadByTokenAsync(unknown.Select(i => held.Span[i]!.TokenId).Order(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        inputs.AddRange(answers.Values.Select(a => a.Input));
        foreach (var i in unknown)
        {
            if (answers[held.Span[i]!.TokenId].Value is not { } market)
            {
                continue;
            }

            facts[market.ConditionId] = market;
            Note(market, notes);
            held.Span[i] = held.Span[i]! with { ConditionId = market.ConditionId };
        }
    }

    private static void Note(MarketFacts market, ScanNotes notes)
    {
        notes.Add(ScanNotes.Fields, market.Oddities);
        notes.Add(ScanNotes.Milliseconds, market.InMilliseconds);
    }
}
