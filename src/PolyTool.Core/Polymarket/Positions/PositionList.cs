using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Polymarket.Fills;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>The positions of a wallet while they are read: one row a token, the first list that names it wins (open before closed).</summary>
internal sealed class PositionList
{
    private readonly Dictionary<string, HeldPosition> _byToken = new(StringComparer.Ordinal);

    public int Count => _byToken.Count;

    public List<ScanInput> Inputs { get; } = [];

    /// <summary>What was odd in the rows.</summary>
    public ScanNotes Notes { get; } = new();

    /// <summary>Whether a row is of a combo.</summary>
    public bool HasCombos => _byToken.Values.Any(p => ConditionIds.IsCombo(p.ConditionId));

    /// <summary>The profile's name, as the rows carry it.</summary>
    public string? Name { get; set; }

    public void Add(HeldPosition position)
    {
        // A row without a token is still a position; its market and outcome name it then.
        var key = position.TokenId.Length > 0 ? position.TokenId : $"{position.ConditionId}/{position.OutcomeIndex}/{position.Outcome}";
        if (!_byToken.TryAdd(key, position))
        {
            _byToken[key] = Merge(_byToken[key], position);
        }
    }

    /// <summary>Adds another list's positions, after those that are here.</summary>
    public void Add(PositionList further)
    {
        foreach (var position in further._byToken.Values)
        {
            Add(position);
        }

        Inputs.AddRange(further.Inputs);
        Name ??= further.Name;
        Notes.Add(further.Notes);
    }

    /// <summary>Gives each position its fills, and the time of the first buy among them, which is the truth of its entry.</summary>
    public void Take(FillBook fills)
    {
        foreach (var (key, position) in _byToken)
        {
            if (fills.Of(position.TokenId) is { Count: > 0 } own)
            {
                var bought = EntryOfFills.Of(own, null);
                _byToken[key] = position with { Fills = own, FirstEntry = bought.FirstBuyTime is { } first ? DateTimeOffset.FromUnixTimeSeconds(first) : position.FirstEntry };
            }
        }
    }

    /// <summary>By first entry, then token: an order that does not hang on the API's.</summary>
    public IReadOnlyList<HeldPosition> InOrder() =>
        [.. _byToken.Values.OrderBy(p => p.FirstEntry ?? DateTimeOffset.MaxValue).ThenBy(p => p.TokenId, StringComparer.Ordinal).ThenBy(p => p.ConditionId, StringComparer.Ordinal)];

    /// <summary>The same; the list is empty afterwards, so that a long one is not held twice.</summary>
    public HeldPosition[] TakeInOrder()
    {
        HeldPosition[] all = [.. InOrder()];
        _byToken.Clear();
        _byToken.TrimExcess();
        return all;
    }

    // The same token in two lists: part was sold, part is held. The held row has cost and size; what it lacks comes from the other.
    private static HeldPosition Merge(HeldPosition held, HeldPosition other) => held with
    {
        EntryPrice = held.EntryPrice ?? other.EntryPrice,
        TotalSize = Math.Max(held.TotalSize, other.TotalSize),
        RealizedPnl = held.RealizedPnl != 0 ? held.RealizedPnl : other.RealizedPnl,
        FirstEntry = held.FirstEntry ?? other.FirstEntry,
        LastEvent = held.LastEvent ?? other.LastEvent,
        EntryCost = held.EntryCost ?? other.EntryCost,
        EntryFees = held.EntryFees ?? other.EntryFees,
        OutcomeIndex = held.OutcomeIndex ?? other.OutcomeIndex,
    };
}
