namespace PolyTool.Core.Polymarket.Fills;

/// <summary>All fills of one user, by token and in time's order; or why they are not known.</summary>
internal sealed class FillBook
{
    private readonly Dictionary<string, List<Fill>> _byToken = new(StringComparer.Ordinal);
    private readonly HashSet<long> _days = [];

    /// <summary>Why the fills are not known whole, as a code; null where they are. Of a list without its end nothing is taken: it comes newest first.</summary>
    public string? Gap { get; private set; }

    /// <summary>How many fills there are.</summary>
    public int Count { get; private set; }

    /// <summary>Different UTC days with a fill.</summary>
    public int Days => _days.Count;

    /// <summary>Fills of combos, which have no market and no price history.</summary>
    public bool HasCombos { get; private set; }

    /// <summary>What was odd in the rows.</summary>
    public ScanNotes Notes { get; } = new();

    /// <summary>The fills of a token, oldest first.</summary>
    public IReadOnlyList<Fill> Of(string token) => Gap is null && _byToken.TryGetValue(token, out var fills) ? fills : [];

    /// <summary>Takes a fill in.</summary>
    public void Add(string token, in Fill fill)
    {
        if (!_byToken.TryGetValue(token, out var fills))
        {
            _byToken.Add(token, fills = new List<Fill>(1));
        }

        fills.Add(fill);
        _days.Add(fill.Time / 86_400);
        Count++;
    }

    /// <summary>Says that a fill of a combo was among them.</summary>
    public void SawCombo() => HasCombos = true;

    /// <summary>Forgets the fills and keeps their counts: the positions have them now.</summary>
    public void Release()
    {
        _byToken.Clear();
        _byToken.TrimExcess();
    }

    /// <summary>Says that there are no more, or none that can be had.</summary>
    /// <param name="gap">Why not; null where the list is whole.</param>
    public void Complete(string? gap)
    {
        Gap = gap;
        if (gap is not null)
        {
            _byToken.Clear();
        }

        foreach (var fills in _byToken.Values)
        {
            fills.Sort(Fill.Compare);
        }
    }
}
