using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>The segments of one user's positions: what <c>segment_analysis.json</c> holds, and what candidates come from.</summary>
/// <remarks>Starts the segments of one user.</remarks>
internal sealed class SegmentReport(SegmentTable table)
{
    /// <summary>Fewest positions of a segment that can be a candidate.</summary>
    public const int MinimumCount = 5;

    private const int TopMarkets = 10;
    private readonly SegmentTable _table = table;
    private readonly SegmentDimension[] _dimensions =
        [
            new("entry_price_tier", [.. table.Tiers.Select(static t => t.Name), SegmentTable.Unknown]),
            new("market_type", [.. table.MarketTypes, SegmentTable.Unknown]),
            new("league", [SegmentTable.Unknown]),
            new("sport", [SegmentTable.Unknown]),
            new("category", [SegmentTable.UnknownCategory]),
        ];
    private readonly Dictionary<string, MarketTotals> _markets = new(StringComparer.Ordinal);
    private double _notional;

    /// <summary>Adds one position, in the dossier's order.</summary>
    public void Add(DossierRow row, PositionSegments segments)
    {
        _notional += row.Notional ?? 0;
        _dimensions[0][segments.EntryPriceTier].Add(row);
        _dimensions[1][segments.MarketType].Add(row);
        _dimensions[2][segments.League].Add(row);
        _dimensions[3][segments.Sport].Add(row);
        _dimensions[4][segments.Category].Add(row);
        if (!_markets.TryGetValue(segments.MarketSlug, out var market))
        {
            _markets.Add(segments.MarketSlug, market = new());
        }

        market.Add(row);
    }

    /// <summary>The value of <c>segment_analysis</c>.</summary>
    /// <exception cref="Failure"><c>DossierDefect</c>: A sum is not finite.</exception>
    public JsonValue ToJson()
    {
        List<KeyValuePair<string, JsonValue>> members = [.. _dimensions.Select(static d => KeyValuePair.Create($"by_{d.Name}", d.ToJson()))];
        members.Add(new("entry_price_tiers", JsonValue.Array([.. _table.Tiers.Select(TierJson)])));
        members.Add(new("by_market_slug", MarketsJson()));
        members.Add(new("hypothesis_meta", JsonValue.Object(
            ("notional_weight_total_global", ReportNumber.Of(_notional, "notional_weight_total_global")),
            ("min_count_threshold", JsonValue.Of(MinimumCount)))));
        return JsonValue.Object(members);
    }

    private static JsonValue TierJson(PriceTier tier)
    {
        List<KeyValuePair<string, JsonValue>> members = [new("name", JsonValue.Of(tier.Name))];
        if (tier.Min is { } min)
        {
            members.Add(new("min", JsonValue.Of(min)));
        }

        if (tier.Max is { } max)
        {
            members.Add(new("max", JsonValue.Of(max)));
        }

        return JsonValue.Object(members);
    }

    private JsonValue MarketsJson()
    {
        (string Slug, MarketTotals Market, double Pnl)[] rows = [.. _markets.Select(static m => (m.Key, m.Value, m.Value.TotalPnlNet(m.Key)))];
        return JsonValue.Object(
            ("top_by_total_pnl_net", Top(rows.OrderByDescending(static r => r.Pnl))),
            ("top_by_count", Top(rows.OrderByDescending(static r => r.Market.Count))));
    }

    private static JsonValue Top(IOrderedEnumerable<(string Slug, MarketTotals Market, double Pnl)> rows) => JsonValue.Array(
    [
        .. rows.ThenBy(static r => r.Slug, CodePointOrder.Comparer).Take(TopMarkets).Select(static r => JsonValue.Object(
            ("market_slug", JsonValue.Of(r.Slug)),
            ("count", JsonValue.Of(r.Market.Count)),
            ("win_rate", JsonValue.Of(r.Market.WinRate)),

            // A minus zero loses its sign in this table.
            ("total_pnl_net", JsonValue.Of(r.Pnl == 0 ? 0 : r.Pnl)))),
    ]);
}

/// <summary>What the tables of markets show of one market: small, because a busy user has tens of thousands.</summary>
internal sealed class MarketTotals
{
    private int _won;
    private int _finished;
    private double _net;

    /// <summary>Positions.</summary>
    public int Count { get; private set; }

    /// <summary>Share of the finished positions that made money; 0 where none is finished.</summary>
    public double WinRate => ReportNumber.Share(_won, _finished);

    /// <summary>Adds one position.</summary>
    public void Add(DossierRow row)
    {
        Count++;
        _net += row.Fees.NetOfEstimatedFees;
        var won = row.SegmentOutcome is Outcome.Win or Outcome.ProfitExit;
        _won += won ? 1 : 0;
        _finished += won || row.SegmentOutcome is Outcome.Loss or Outcome.LossExit ? 1 : 0;
    }

    /// <summary>Profit net of estimated fees, USD, six decimals.</summary>
    /// <param name="slug">The market, for messages.</param>
    /// <exception cref="Failure"><c>DossierDefect</c>: It is not finite.</exception>
    public double TotalPnlNet(string slug) => ReportNumber.Of(_net, $"total_pnl_net of the market '{slug}'").Number;
}

/// <summary>The buckets of one dimension.</summary>
internal sealed class SegmentDimension
{
    private readonly Dictionary<string, SegmentBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Starts a dimension.</summary>
    /// <param name="name">Its name, e.g. <c>league</c>.</param>
    /// <param name="always">Buckets that are listed even when they are empty.</param>
    public SegmentDimension(string name, IEnumerable<string> always)
    {
        Name = name;
        foreach (var bucket in always)
        {
            _ = this[bucket];
        }
    }

    /// <summary>The dimension's name.</summary>
    public string Name { get; }

    /// <summary>A bucket, made when it is first asked for.</summary>
    public SegmentBucket this[string bucket]
    {
        get
        {
            if (!_buckets.TryGetValue(bucket, out var found))
            {
                _buckets.Add(bucket, found = new($"{Name}:{bucket}"));
            }

            return found;
        }
    }

    /// <summary>All buckets by name.</summary>
    public JsonValue ToJson() => JsonValue.Object(_buckets.Select(static b => KeyValuePair.Create(b.Key, b.Value.ToJson())));
}
