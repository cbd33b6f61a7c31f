using System.Globalization;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>Reads and normalises the positions of one dossier.</summary>
/// <param name="feeRule">How fees are estimated.</param>
internal sealed class DossierRowReader(FeeRule feeRule)
{
    private static readonly string[] s_timeForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd"];

    // Slugs, questions and reasons repeat from position to position: one copy of each is kept.
    private readonly Dictionary<string, string> _pool = new(StringComparer.Ordinal);

    // So do lines without a price, prices before entry that nobody asked for, and the tags of an event.
    private readonly Dictionary<PositionLine, PositionLine> _lines = [];
    private readonly Dictionary<EntryContext, EntryContext> _contexts = [];
    private readonly Dictionary<string, string[]> _tags = new(StringComparer.Ordinal);

    /// <summary>Reads one position.</summary>
    /// <param name="position">An object.</param>
    /// <param name="place">Its JSON path, for messages.</param>
    /// <exception cref="Failure"><c>DossierDefect</c>: No report can be made of a value in it.</exception>
    public DossierRow Read(JsonValue position, string place)
    {
        PositionFields fields = new(position, place);
        var outcome = OutcomeKey(fields);
        var isText = fields[PositionMembers.ResolutionOutcome]?.Kind == JsonKind.String || !fields.Has(PositionMembers.ResolutionOutcome);
        var emptied = isText && outcome == Outcomes.Pending && HasNoSales(fields);
        var line = Line(fields, fields.Number(PositionMembers.Clv) is not null, "");
        var preEvent = Line(fields, fields.Number("clv_pct_pre_event") is not null, "_pre_event");
        var gross = feeRule.Apply(fields.Number(PositionMembers.GrossPnl) ?? fields.Number(PositionMembers.RealizedPnlNet) ?? 0, 0).GrossPnl;
        PositionExample example = new(Raw(fields, "token_id"), Raw(fields, PositionMembers.ResolvedTokenId), Raw(fields, PositionMembers.ConditionId), Raw(fields, PositionMembers.ResolutionOutcome));
        DossierRow row = new()
        {
            TradeUid = fields.Stripped("trade_uid"),
            TokenId = fields.Stripped("token_id"),
            ResolvedTokenId = fields.Stripped(PositionMembers.ResolvedTokenId),
            ConditionId = Pooled(fields.Stripped(PositionMembers.ConditionId)),
            HasToken = HasToken(fields),
            MarketSlug = Pooled(fields.Text(PositionMembers.MarketSlug)),
            Question = Pooled(fields.Text(PositionMembers.Question)),
            OutcomeName = Pooled(fields.Text(PositionMembers.OutcomeName)),
            Category = Pooled(fields.Text(PositionMembers.Category)),
            OutcomeKey = Pooled(outcome),
            OutcomeIsText = isText,
            SegmentOutcome = Outcomes.OfLoosely(fields.Text(PositionMembers.ResolutionOutcome)),
            HeldToResolution = Remaining(fields) > 0 && !IsOpenOrUnknown(fields[PositionMembers.ResolutionOutcome]),
            Fees = feeRule.Apply(emptied ? 0 : gross, fields.Number(PositionMembers.FeesActual) ?? 0),
            ReportedNet = emptied ? 0 : fields.Number(PositionMembers.RealizedPnlNet),
            EntryPrice = fields.Number(PositionMembers.EntryPrice),
            Notional = fields.Notional(),
            Line = line,
            Settlement = Line(fields, fields.Number("clv_pct_settlement") is not null, "_settlement"),
            PreEvent = preEvent == line ? line : preEvent,
            CloseSource = Pooled(fields.Stripped(PositionMembers.CloseTsSource)),
            Context = Context(fields),
            Extras = Extras(fields),
        };
        return row.Says(example) ? row : row with { OddExample = example };
    }

    private static JsonValue Raw(in PositionFields fields, string name) => fields[name] ?? JsonValue.Null;

    private static string OutcomeKey(in PositionFields fields)
    {
        if (!fields.Has(PositionMembers.ResolutionOutcome))
        {
            return Outcomes.UnknownResolution;
        }

        return fields[PositionMembers.ResolutionOutcome] switch
        {
            null => "null",
            { Kind: JsonKind.String } text => text.Text,
            { Kind: JsonKind.Array or JsonKind.Object } => throw fields.Defect(PositionMembers.ResolutionOutcome, "text was expected, not a list or an object"),
            { Kind: JsonKind.Double } number when !double.IsFinite(number.Number) => throw fields.Defect(PositionMembers.ResolutionOutcome, "the number is not finite"),
            { } other => other.ToString(),
        };
    }

    // Only the two names themselves: a missing outcome counts as one that is known here, as it does in the original.
    private static bool IsOpenOrUnknown(JsonValue? outcome) =>
        outcome is { Kind: JsonKind.String, Text: Outcomes.Pending or Outcomes.UnknownResolution };

    // What is no number, and what is missing, counts as no sales.
    private static bool HasNoSales(in PositionFields fields) =>
        fields.RawNumber(PositionMembers.SellCount) is not { } sales || double.IsNaN(sales) || Math.Truncate(sales) == 0;

    private static double Remaining(in PositionFields fields)
    {
        if (fields[PositionMembers.PositionRemaining] is not { } value || value.Kind == JsonKind.String && value.Text.Length == 0)
        {
            return 0;
        }

        return fields.RawNumber(PositionMembers.PositionRemaining)
            ?? (fields.Text(PositionMembers.PositionRemaining).Length == 0 ? 0 : throw fields.Defect(PositionMembers.PositionRemaining, "a number was expected"));
    }

    private static bool HasToken(in PositionFields fields)
    {
        foreach (var name in (string[])[PositionMembers.ResolvedTokenId, "token_id", "outcome_token_id"])
        {
            var text = fields.Text(name);
            if (text.Length > 0)
            {
                return PythonText.Strip(text).Length > 0;
            }
        }

        return false;
    }

    private PositionLine Line(in PositionFields fields, bool present, string variant)
    {
        PositionLine line = new(
            present,
            fields.Number($"clv_pct{variant}"),
            fields.Boolean($"beat_close{variant}"),
            present ? Pooled(fields.Stripped($"clv_source{variant}")) : "",
            present ? "" : Reason(fields, $"clv_missing_reason{variant}"),
            fields.Number($"closing_price{variant}"));
        return line.Price is null && line.Pct is null ? Kept(_lines, line) : line;
    }

    private EntryContext Context(in PositionFields fields)
    {
        var context = ContextOf(fields);
        return context is { OpenPrice.Value: null, HourBeforeEntry.Value: null, AtEntry.Value: null, MinutesToClose.Value: null } ? Kept(_contexts, context) : context;
    }

    private EntryContext ContextOf(in PositionFields fields) => new()
    {
        OpenPrice = Price(fields, PositionMembers.OpenPrice),
        HourBeforeEntry = Price(fields, PositionMembers.PriceHourBeforeEntry),
        AtEntry = Price(fields, PositionMembers.PriceAtEntry),
        Movement = CaseText.Lower(fields.Stripped(PositionMembers.MovementDirection)) switch
        {
            "up" => new(Movement.Up, ""),
            "down" => new(Movement.Down, ""),
            "flat" => new(Movement.Flat, ""),
            _ => new(null, Reason(fields, PositionMembers.MovementDirectionMissingReason)),
        },
        MinutesToClose = Price(fields, PositionMembers.MinutesToClose),
    };

    private Reasoned<double?> Price(in PositionFields fields, string name) =>
        fields.Number(name) is { } number ? new(number, "") : new(null, Reason(fields, $"{name}_missing_reason"));

    private string Reason(in PositionFields fields, string name) =>
        fields.Stripped(name) is { Length: > 0 } reason ? Pooled(reason) : "UNSPECIFIED";

    private PositionExtras Extras(in PositionFields fields) => new()
    {
        SportsMarketType = Pooled(fields[PositionMembers.SportsMarketType]?.AsName ?? ""),
        EventTags = Tags(fields),
        Event = Pooled(fields[PositionMembers.Game]?.AsName ?? fields[PositionMembers.EventSlug]?.AsName ?? fields[PositionMembers.EventId]?.AsName ?? ""),
        HasGameStart = fields[PositionMembers.GameStartTime]?.AsName is not null,
        EntryFees = fields.Number(PositionMembers.EntryFeesUsdc),
        Time = Time(fields, PositionMembers.CloseTs) ?? Time(fields, PositionMembers.EntryTs),
        Fills = fields.Number(PositionMembers.TradeCount) is >= 0 and < 1e15 and var fills ? (long)fills : null,
        Entry = fields.Has(PositionMembers.EntrySource)
            ? new EntryFacts(fields, Time(fields, PositionMembers.FirstBuyTs), fields.Number(PositionMembers.Markout24h) is null ? Reason(fields, "markout_24h_missing_reason") : "")
            : null,
    };

    private string[] Tags(in PositionFields fields)
    {
        var tags = fields.Texts(PositionMembers.EventTags);
        var all = string.Join('\n', tags);
        if (!_tags.TryGetValue(all, out var kept) || !kept.AsSpan().SequenceEqual([.. tags]))
        {
            _tags[all] = kept = [.. tags.Select(Pooled)];
        }

        return kept;
    }

    /// <summary>A time in Unix seconds, or null.</summary>
    internal static long? Time(in PositionFields fields, string name) =>
        fields[name]?.AsText is { } text
        && DateTimeOffset.TryParseExact(text, s_timeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : null;

    private string Pooled(string text) => Kept(_pool, text);

    private static T Kept<T>(Dictionary<T, T> pool, T value)
        where T : class
    {
        if (!pool.TryGetValue(value, out var kept))
        {
            pool.Add(value, kept = value);
        }

        return kept;
    }
}
