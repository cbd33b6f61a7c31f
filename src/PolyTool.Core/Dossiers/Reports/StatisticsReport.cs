using System.Buffers;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>Reduces a user's positions to what evidence is computed from: sums an event and segment, for every segment.</summary>
internal static class StatisticsReport
{
    /// <summary>The line of a dossier that has none from before the event.</summary>
    private const string Combined = "combined";

    /// <summary>Writes the statistics of one run, one segment after the other: a busy user has a quarter of a million events in all of them.</summary>
    /// <param name="rows">The positions, their market data filled in.</param>
    /// <param name="table">How positions are classified.</param>
    /// <param name="identity">Whose run it is.</param>
    /// <param name="activity">How the user trades, as far as it is known; what the positions say is added.</param>
    /// <param name="output">Where they go.</param>
    public static void Write(IReadOnlyList<DossierRow> rows, SegmentTable table, RunIdentity identity, UserActivity activity, IBufferWriter<byte> output)
    {
        // One line for all segments of a run: the one before the event, unless the dossier has none of it.
        var preEvent = rows.Any(static r => r.PreEvent.Price is not null) || rows.All(static r => r.Line.Price is null);
        (var signature, var signed) = Signature(rows);
        SegmentStatistics head = new()
        {
            User = identity.UserSlug,
            Wallet = identity.Wallet,
            RunId = identity.RunId,
            GeneratedAt = EpochClock.Format(identity.GeneratedAt),
            Activity = Complete(activity, rows),
            Signature = signature,
            SignedPositions = signed,
        };
        SegmentStatisticsWriter.Write(head, Segments(rows, table, preEvent), output);
    }

    // What was bought when tells wallets of one owner from others.
    private static (uint[]? Numbers, long Positions) Signature(IReadOnlyList<DossierRow> rows)
    {
        OwnerSignature signature = new();
        foreach (var row in rows)
        {
            if (row.Extras.Entry is { FirstBuyTime: { } firstBuy } entry && Token(row) is { Length: > 0 } token)
            {
                signature.Add(token, row.ConditionId, firstBuy, entry.After5 is not null);
            }
        }

        return signature.Build();
    }

    private static string Token(DossierRow row) => row.ResolvedTokenId.Length > 0 ? row.ResolvedTokenId : row.TokenId;

    private static IEnumerable<KeyValuePair<string, IEnumerable<KeyValuePair<string, IEnumerable<SegmentEvent>>>>> Segments(IReadOnlyList<DossierRow> rows, SegmentTable table, bool preEvent)
    {
        SegmentClassifier classifier = new(table);
        SortedDictionary<string, List<DossierRow>> members = new(CodePointOrder.Comparer);
        foreach (var row in rows)
        {
            foreach (var key in row.SegmentsBy(classifier).Keys)
            {
                if (!members.TryGetValue(key, out var list))
                {
                    members.Add(key, list = []);
                }

                list.Add(row);
            }
        }

        foreach ((var key, var list) in members)
        {
            SegmentStatisticsBuilder builder = new();
            foreach (var row in list)
            {
                builder.Add(key, Observation(row, preEvent));
            }

            yield return KeyValuePair.Create(key, builder.EventsOf(key));
        }
    }

    private static PositionObservation Observation(DossierRow row, bool preEvent)
    {
        var observation = Common(row) with
        {
            Variant = preEvent ? PositionObservation.PreEvent : Combined,
            Close = (preEvent ? row.PreEvent : row.Line).Price,
        };
        if (row.Extras.Entry is not { } entry)
        {
            return observation;
        }

        return observation with
        {
            Variant = entry.IsMarkout ? PositionObservation.Markout : PositionObservation.PreEvent,
            Close = entry.IsMarkout ? entry.Markout : row.PreEvent.Price,
            Shares = double.IsNaN(entry.HeldAtClose) ? null : entry.HeldAtClose,
            FirstBuyTime = entry.FirstBuyTime,
            FirstBuyPrice = entry.FirstBuyPrice,
            After1 = entry.After1,
            After5 = entry.After5,
            After30 = entry.After30,
            After120 = entry.After120,
            TakerFeeCents = entry.FeeCents,
            Settled = entry.IsSettled,
            InPlay = entry.IsInPlay,
        };
    }

    private static PositionObservation Common(DossierRow row) => new()
    {
        EventId = Event(row),
        Notional = row.Notional,
        Day = UtcDay.Of(row.Extras.Time),
        AverageEntry = row.HasToken ? row.EntryPrice : null,
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
    private static string Event(DossierRow row) =>
        new[] { row.Extras.Event, row.ConditionId, PythonText.Strip(row.MarketSlug), row.ResolvedTokenId, row.TokenId }
            .FirstOrDefault(static name => name.Length > 0) ?? SegmentTable.Unknown;

    private static UserActivity Complete(UserActivity activity, IReadOnlyList<DossierRow> rows)
    {
        Dictionary<string, string> markets = new(StringComparer.Ordinal);
        HashSet<string> twoSided = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var token = Token(row);
            if (Market(row) is { Length: > 0 } market && !markets.TryAdd(market, token) && markets[market] != token)
            {
                twoSided.Add(market);
            }
        }

        return activity with
        {
            Fills = activity.Fills ?? (rows.Any(static r => r.Extras.Fills is not null) ? rows.Sum(static r => r.Extras.Fills ?? 0) : null),
            Markets = activity.Markets ?? markets.Count,
            TwoSidedMarkets = activity.TwoSidedMarkets ?? twoSided.Count,
        };
    }

    private static string Market(DossierRow row) => row.ConditionId.Length > 0 ? row.ConditionId : PythonText.Strip(row.MarketSlug);
}
