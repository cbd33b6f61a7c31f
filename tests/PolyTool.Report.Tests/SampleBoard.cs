using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Exports;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Report.Tests;

/// <summary>
/// A lifelike batch: users with events in several dimensions, some buckets with a true edge, evidence computed from it as
/// in a real batch, and the leaderboard's pooled scores of each user's five best segments.
/// </summary>
internal sealed class SampleBoard
{
    private static readonly (string Dimension, string[] Buckets)[] s_dimensions =
    [
        ("league", ["nba", "nfl", "mlb", "nhl", "epl", "ucl", "laliga", "atp", "wta", "ufc", "cs2", "lol", "dota2", "cbb", "cfb", "fifwc"]),
        ("sport", ["basketball", "football", "baseball", "hockey", "soccer", "tennis", "mma", "esports", "unknown"]),
        ("market_type", ["moneyline", "spread", "total", "player_prop", "futures", "other"]),
        ("entry_price_tier", ["deep_underdog", "underdog", "coinflip", "favorite", "heavy_fav"]),
        ("category", ["Sports", "Politics", "Crypto", "Economy", "Culture", "Unknown"]),
    ];

    private readonly Dictionary<string, SegmentRow> _rows = new(StringComparer.Ordinal);
    private SplitMix64 _random;

    private SampleBoard(ulong seed) => _random = new(seed);

    /// <summary>Makes a board.</summary>
    /// <param name="users">Users that succeed.</param>
    /// <param name="failures">Users that fail.</param>
    /// <param name="buckets">Buckets of a dimension in all; those beyond the real names are numbered.</param>
    /// <param name="seed">Seed of the numbers.</param>
    /// <param name="events">Events of a user.</param>
    public static ExportBoard Make(int users = 60, int failures = 4, int buckets = 0, ulong seed = 5, int events = 60)
    {
        SampleBoard sample = new(seed);
        EvidenceBuilder builder = new(EvidenceRule.Default with { BootstrapSamples = 200, PlaceboBoards = 20 });
        List<UserResult> results = [];
        for (var u = 0; u < users; u++)
        {
            var statistics = sample.User(u, buckets, events);
            builder.Add(UserFigures.Of(statistics.User, statistics));
            sample.AddRows(statistics);
            results.Add(new() { User = statistics.User, Status = UserResult.Success, ClvCoverageRate = Math.Clamp(0.98 - (sample._random.NextDouble() * sample._random.NextDouble() * 0.9), 0, 1) });
        }

        for (var f = 0; f < failures; f++)
        {
            results.Add(UserResult.Failed($"absent_user_{f}", f % 2 == 0
                ? "coverage_reconciliation_report.json: $.clv_coverage.coverage_rate: number expected, found \"nan\""
                : "scan: profile not found: no wallet belongs to this handle"));
        }

        var evidence = builder.Build("2026-11-22-evening", "2026-11-22T18:00:00+00:00", 2, CancellationToken.None);
        var rows = ExportBoard.Everything([.. SavedBoard.WithEvidence(sample._rows.Values, evidence)]);
        return new()
        {
            BatchId = "2026-11-22-evening",
            CreatedAt = "2026-11-22T18:00:00+00:00",
            UsersFile = "users.txt",
            Rows = rows,
            SegmentsInBatch = rows.Count,
            Evidence = users == 0 ? null : evidence,
            Users = UserSummary.Of(results),
        };
    }

    /// <summary>The same board as a batch without evidence has it.</summary>
    public static ExportBoard WithoutEvidence(ExportBoard board)
    {
        ExportRow[] rows = [.. ExportBoard.Everything([.. board.Rows.Where(static r => r.Board is not null).Select(static r => r.Board! with { EvidenceRow = null })])];
        return board with { Evidence = null, Rows = rows, SegmentsInBatch = rows.Length };
    }

    /// <summary>The same board as run roots of the original give it: users' means in per cent, no events.</summary>
    public static ExportBoard OfUserMeans(ExportBoard board) => board with
    {
        Rows =
        [
            .. board.Rows.Select(static r => new ExportRow(r.Rank, r.Segment, r.Board, r.Evidence! with
            {
                Basis = "user_means",
                TestMeasure = "percent",
                FollowThrough = null,
                Total = null,
                Net = null,
                LogOdds = null,
                Events = null,
                DistinctEvents = null,
            })),
        ],
    };

    private static double Edge(string dimension, int bucket) => (dimension, bucket) switch
    {
        ("league", 0) => 0.16,
        ("league", 7) => 0.13,
        ("market_type", 3) => 0.11,
        ("league", 2) => -0.15,
        ("entry_price_tier", 0) => -0.12,
        _ => 0,
    };

    private SegmentStatistics User(int number, int buckets, int events)
    {
        Dictionary<string, List<SegmentEvent>> segments = new(StringComparer.Ordinal);
        var own = 0.06 * Normal();
        var size = Math.Exp(5 + (1.2 * Normal()));
        var count = (events / 4) + (int)(_random.NextDouble() * events * 1.5);
        for (var e = 0; e < count; e++)
        {
            AddEvent(segments, own, size, e, buckets);
        }

        return new()
        {
            User = number % 9 == 0 ? $"0x{number:x2}c4e1f7a93b5d2086e4f1a7c93b5d2086e4f1a7" : $"{Names[number % Names.Length]}{number}",
            Wallet = $"0x{number:x40}",
            RunId = "run",
            GeneratedAt = "2026-11-22T17:00:00+00:00",
            Activity = new() { Fills = number % 13 == 0 ? 9000 : 300, ActiveDays = 100, Markets = 80, TwoSidedMarkets = 2 },
            Segments = [.. segments.Select(static s => new SegmentEvents(s.Key, PositionObservation.PreEvent, s.Value))],
        };
    }

    private static string[] Names { get; } = ["longshot", "closer", "tipster", "zoë", "marketmind", "sharp_eddie", "Ümit", "coin", "pennant"];

    private void AddEvent(Dictionary<string, List<SegmentEvent>> segments, double own, double size, int number, int buckets)
    {
        int[] chosen = [.. s_dimensions.Select(d => (int)(_random.NextDouble() * _random.NextDouble() * Math.Max(d.Buckets.Length, buckets)))];
        var mean = own;
        for (var d = 0; d < chosen.Length; d++)
        {
            mean += Edge(s_dimensions[d].Dimension, chosen[d]);
        }

        var entry = 0.1 + (0.8 * _random.NextDouble());
        var logOdds = mean + (0.4 * Normal());
        var close = 1 / (1 + Math.Exp(-(Math.Log(entry / (1 - entry)) + logOdds)));
        var notional = size * (0.3 + _random.NextDouble());
        SegmentEvent row = new()
        {
            Day = 20_600 + number,
            First = new() { Average = Math.Round(entry, 9), Price = Math.Round(entry, 9), After5 = Math.Round(entry, 9), Close = Math.Round(close, 9), Fee = 0.25 },
            EventId = $"event-{number}-{chosen[0]}-{(int)(_random.NextDouble() * 400)}",
            Positions = 2,
            ClvPositions = 2,
            LogOddsPositions = 2,
            Notional = notional,
            ClvNotional = notional,
            PctSum = 2 * (close - entry) / entry,
            PctNotionalSum = notional * (close - entry) / entry,
            CentsSum = 200 * (close - entry),
            LogOddsSum = 2 * logOdds,
            BeatClose = close > entry ? 2 : 0,
            Resolved = 2,
            Wins = _random.NextDouble() < close ? 2 : 0,
            LastTime = 1_780_000_000 + (number * 86_400L),
        };
        for (var d = 0; d < chosen.Length; d++)
        {
            var names = s_dimensions[d].Buckets;
            var key = $"{s_dimensions[d].Dimension}:{(chosen[d] < names.Length ? names[chosen[d]] : $"bucket{chosen[d]}")}";
            if (!segments.TryGetValue(key, out var list))
            {
                segments.Add(key, list = []);
            }

            list.Add(row);
        }
    }

    /// <summary>What the original would pool of a user: the five best segments.</summary>
    private void AddRows(SegmentStatistics user)
    {
        var best = user.Segments
            .Select(static s => (s.SegmentKey, Clv: s.Events.Sum(static e => e.PctNotionalSum) / s.Events.Sum(static e => e.Notional), Notional: s.Events.Sum(static e => e.Notional), Positions: s.Events.Sum(static e => e.Positions)))
            .Where(static s => s.Positions >= 5).OrderByDescending(static s => s.Clv).Take(5);
        foreach ((var key, var clv, var notional, var positions) in best)
        {
            var row = _rows.GetValueOrDefault(key) ?? new() { Segment = key, Dimension = key[..key.IndexOf(':')], Bucket = key[(key.IndexOf(':') + 1)..], Users = 0, Positions = 0, NotionalWeight = 0 };
            var weight = row.NotionalWeight + notional;
            _rows[key] = row with
            {
                Users = row.Users + 1,
                Positions = row.Positions + positions,
                NotionalWeight = weight,
                NotionalClv = (((row.NotionalClv ?? 0) * row.NotionalClvWeight) + (clv * notional)) / weight,
                NotionalClvWeight = weight,
                NotionalClvUsers = row.NotionalClvUsers + 1,
                NotionalBeatClose = 0.55,
                NotionalBeatCloseWeight = weight,
                NotionalBeatCloseUsers = row.NotionalClvUsers + 1,
                Examples = row.Examples.Count >= 5 ? row.Examples : [.. row.Examples, new() { User = user.User, Rank = 1, Weighting = "notional", Clv = clv, BeatCloseRate = 0.55, Positions = positions, Weight = notional }],
            };
        }
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
