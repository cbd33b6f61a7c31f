using PolyTool.Core.Evidence.UserStatistics;
using PolyTool.Core.Files;
using PolyTool.Core.Polymarket.Segments;

namespace PolyTool.Core.Polymarket.RunRootFiles;

/// <summary>Reduces a user's positions to what evidence is computed from: sums an event and segment, for every segment.</summary>
internal static class SegmentStatistics
{
    /// <summary>The statistics of one run.</summary>
    /// <param name="rows">The positions, their market data filled in.</param>
    /// <param name="table">How positions are classified.</param>
    /// <param name="identity">Whose run it is.</param>
    /// <param name="activity">How the user trades, as far as it is known; what the positions say is added.</param>
    public static UserSegmentStatistics Of(IEnumerable<PositionRow> rows, SegmentTable table, RunIdentity identity, UserActivity activity)
    {
        PositionRow[] all = [.. rows];

        // One line for all segments of a run: the one before the event, unless the dossier has none of it.
        bool preEvent = all.Any(static r => r.PreEvent.Price is not null) || all.All(static r => r.Line.Price is null);
        SegmentClassifier classifier = new(table);
        UserSegmentStatisticsBuilder builder = new();
        foreach (PositionRow row in all)
        {
            PositionObservation observation = Observation(row, preEvent);
            foreach (string key in classifier.Classify(row).Keys)
            {
                builder.Add(key, observation);
            }
        }

        return new()
        {
            User = identity.UserSlug,
            Wallet = identity.Wallet,
            RunId = identity.RunId,
            GeneratedAt = EpochClock.Format(identity.GeneratedAt),
            ClvVariant = preEvent ? "pre_event" : "combined",
            Activity = Complete(activity, all),
            Segments = builder.Build(),
        };
    }

    private static PositionObservation Observation(PositionRow row, bool preEvent) => new()
    {
        EventId = Event(row),
        Notional = row.Notional,
        EntryPrice = row.HasToken ? row.EntryPrice : null,
        ClosingPrice = (preEvent ? row.PreEvent : row.Line).Price,
        EntryFee = row.Extras.EntryFees,
        Won = row.SegmentOutcome switch
        {
            Outcome.Win or Outcome.ProfitExit => true,
            Outcome.Loss or Outcome.LossExit => false,
            _ => null,
        },
        Time = row.Extras.Time,
    };

    // What resolves together is one event: the event, else the market, else the token.
    private static string Event(PositionRow row) =>
        new[] { row.Extras.Event, row.ConditionId, PythonText.Strip(row.MarketSlug), row.ResolvedTokenId, row.TokenId }
            .FirstOrDefault(static name => name.Length > 0) ?? SegmentTable.Unknown;

    private static UserActivity Complete(UserActivity activity, PositionRow[] rows)
    {
        var markets = rows.Select(static r => (Market: Market(r), Token: r.ResolvedTokenId.Length > 0 ? r.ResolvedTokenId : r.TokenId))
            .Where(static r => r.Market.Length > 0)
            .GroupBy(static r => r.Market, StringComparer.Ordinal)
            .Select(static g => g.Select(static r => r.Token).Distinct(StringComparer.Ordinal).Count())
            .ToArray();
        return activity with
        {
            Fills = activity.Fills ?? (rows.Any(static r => r.Extras.Fills is not null) ? rows.Sum(static r => r.Extras.Fills ?? 0) : null),
            Markets = activity.Markets ?? markets.Length,
            TwoSidedMarkets = activity.TwoSidedMarkets ?? markets.Count(static tokens => tokens > 1),
        };
    }

    private static string Market(PositionRow row) => row.ConditionId.Length > 0 ? row.ConditionId : PythonText.Strip(row.MarketSlug);
}
