namespace PolyTool.Core.Dossiers.Read;

/// <summary>
/// What our own scan says of a position's entry and of what came after it. Prices are kept as millionths, to which the dossier rounds
/// them: a user with 50,000 positions has as many of these.
/// </summary>
internal sealed class EntryFacts
{
    private const int None = -1;
    private readonly int _firstBuyPrice;
    private readonly int _after1;
    private readonly int _after5;
    private readonly int _after30;
    private readonly int _after120;
    private readonly int _markout;
    private readonly int _feeCents;
    private readonly long _firstBuyTime;

    /// <summary>Reads a position of a dossier.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="firstBuyTime">Its first buy, Unix seconds; null where it is not known.</param>
    /// <param name="missingReason">Why there is no markout; empty where there is one.</param>
    public EntryFacts(in PositionFields fields, long? firstBuyTime, string missingReason)
    {
        _firstBuyTime = firstBuyTime ?? long.MinValue;
        _firstBuyPrice = Millionths(fields.Number(PositionMembers.FirstBuyPrice));
        IsMarkout = fields.Text(PositionMembers.Variant) == PositionMembers.Markout24h;
        var until = DossierRowReader.Time(fields, IsMarkout ? "markout_24h_ts" : PositionMembers.CloseTs);
        _after1 = After(fields, "price_1m_after_entry", "price_1m_after_entry_ts", (1, 5), firstBuyTime, until);
        _after5 = After(fields, "price_5m_after_entry", "price_5m_after_entry_ts", (5, 15), firstBuyTime, until);
        _after30 = After(fields, "price_30m_after_entry", "price_30m_after_entry_ts", (30, 60), firstBuyTime, until);
        _after120 = After(fields, "price_120m_after_entry", "price_120m_after_entry_ts", (120, 180), firstBuyTime, until);
        _markout = Millionths(fields.Number(PositionMembers.Markout24h));
        _feeCents = Millionths(fields.Number(PositionMembers.FollowerFeeCents));
        HeldAtClose = fields.Number(PositionMembers.HeldAtClose) ?? double.NaN;
        IsFromFills = fields.Text(PositionMembers.EntrySource) == "fills";
        IsSettled = fields.Text("markout_24h_source") == "payout";
        IsInPlay = fields.Number(PositionMembers.InPlayBuys) > 0;
        MarkoutMissingReason = missingReason;
        var missing = fields.Texts(PositionMembers.Missing);
        ContinuesAfterClose = missing.Contains("ENTRY_CONTINUES_AFTER_CLOSE", StringComparer.Ordinal);
        HoldsUnbought = missing.Contains("SHARES_NOT_BOUGHT", StringComparer.Ordinal);
    }

    /// <summary>Unix seconds of the first buy; null where the fills are not known.</summary>
    public long? FirstBuyTime => _firstBuyTime == long.MinValue || FirstBuyPrice is null ? null : _firstBuyTime;

    /// <summary>Its price, USD a share; null where the fills are not known.</summary>
    public double? FirstBuyPrice => Price(_firstBuyPrice);

    /// <summary>First exact price a minute after the first buy, in time.</summary>
    public double? After1 => Price(_after1);

    /// <summary>The same after five minutes.</summary>
    public double? After5 => Price(_after5);

    /// <summary>The same after half an hour.</summary>
    public double? After30 => Price(_after30);

    /// <summary>The same after two hours.</summary>
    public double? After120 => Price(_after120);

    /// <summary>The value a day after the first buy; null where there is none, and where a closing line counts.</summary>
    public double? Markout => Price(_markout);

    /// <summary>Why there is no markout; empty where there is one.</summary>
    public string MarkoutMissingReason { get; }

    /// <summary>A follower's fee, cents a share.</summary>
    public double? FeeCents => Price(_feeCents);

    /// <summary>Shares held at the line; not a number where it is not known.</summary>
    public double HeldAtClose { get; }

    /// <summary>Whether the entry is that of the fills.</summary>
    public bool IsFromFills { get; }

    /// <summary>Whether a markout measures the position, not a line.</summary>
    public bool IsMarkout { get; }

    /// <summary>Whether the markout is the payout.</summary>
    public bool IsSettled { get; }

    /// <summary>Whether something was bought after the anchor.</summary>
    public bool IsInPlay { get; }

    /// <summary>Whether the average may hold what was bought after the anchor.</summary>
    public bool ContinuesAfterClose { get; }

    /// <summary>Whether more is held than was bought.</summary>
    public bool HoldsUnbought { get; }

    // Whoever made the dossier may have put another price there: one from before the buy, from much later, or of the game itself.
    private static int After(in PositionFields fields, string name, string timeName, (int From, int To) minutes, long? firstBuy, long? until) =>
        DossierRowReader.Time(fields, timeName) is { } time && (time < firstBuy + (60 * minutes.From) || time > firstBuy + (60 * minutes.To) || time >= until)
            ? None
            : Millionths(fields.Number(name));

    private static int Millionths(double? value) => value is >= 0 and <= 1000 and var number ? (int)Math.Round(number * 1e6) : None;

    private static double? Price(int millionths) => millionths == None ? null : millionths / 1e6;
}
