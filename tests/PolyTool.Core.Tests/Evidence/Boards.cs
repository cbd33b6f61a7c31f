using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence;

/// <summary>Small invented boards.</summary>
internal static class Boards
{
    public static EvidenceRule Quick { get; } = EvidenceRule.Default with { BootstrapSamples = 50, PlaceboBoards = 5 };

    /// <summary>A user of <paramref name="events"/> events in each segment; prices move by the segment's effect and chance.</summary>
    public static UserFigures User(int number, int events, params (string Segment, double Effect)[] segments) =>
        UserFigures.Of($"user{number}", Statistics(number, events, segments));

    public static SegmentStatistics Statistics(int number, int events, params (string Segment, double Effect)[] segments)
    {
        var random = new SplitMix64((ulong)number);
        var builder = new SegmentStatisticsBuilder();
        for (var e = 0; e < events; e++)
        {
            var noise = random.NextDouble() - 0.5;
            foreach (var (segment, effect) in segments)
            {
                for (var p = 0; p < 2; p++)
                {
                    builder.Add(segment, new PositionObservation
                    {
                        EventId = $"e{number}-{e}",
                        Notional = 10 + (100 * random.NextDouble()),
                        Day = 19_675 + e,
                        FirstBuyTime = 1_700_000_000 + (86_400 * e) + p,
                        FirstBuyPrice = 0.39,
                        AverageEntry = 0.4,
                        After5 = 0.4,
                        TakerFeeCents = 0.25,
                        Close = Math.Clamp(0.4 + effect + (0.2 * noise), 0.01, 0.99),
                        EntryFee = 0.1,
                        Won = e % 2 == 0,
                        Time = 1_700_000_000 + (86_400 * e) + number,
                    });
                }
            }
        }

        return new SegmentStatistics
        {
            User = $"user{number}",
            Wallet = $"0x{number:x4}",
            RunId = $"run-{number}",
            GeneratedAt = "2026-02-20T18:00:00+00:00",
            Segments = builder.Build(),
        };
    }

    public static EvidenceBoard Build(IEnumerable<UserFigures> users, EvidenceRule? rule = null, int workers = 1, string? scratch = null, long mostBytes = 0, UserSelection selection = default)
    {
        using EvidenceBuilder builder = new(rule ?? Quick, scratch, mostBytes) { Selection = selection, SelectedUntil = selection == UserSelection.Profit ? 19_680 : null };
        foreach (var user in users)
        {
            builder.Add(user);
        }

        return builder.Build("batch", "2026-02-20T18:00:00+00:00", workers, CancellationToken.None);
    }

    public static SegmentEvidence Row(this EvidenceBoard board, string key) => board.Segments.Single(s => s.SegmentKey == key);

    /// <summary>A user of whom one segment is known, an observation an event.</summary>
    public static UserFigures User(string name, string segment, IEnumerable<PositionObservation> positions) =>
        User(name, positions.Select(position => (segment, position)));

    /// <summary>A user of whom some segments are known.</summary>
    public static UserFigures User(string name, IEnumerable<(string Segment, PositionObservation Position)> positions)
    {
        var builder = new SegmentStatisticsBuilder();
        foreach (var (segment, position) in positions)
        {
            builder.Add(segment, position);
        }

        return UserFigures.Of(name, new SegmentStatistics { User = name, Wallet = "0x" + name, RunId = "", GeneratedAt = "", Segments = builder.Build() });
    }

    /// <summary>An event whose follow-through is known.</summary>
    public static PositionObservation Position(string game, int day, double from, double to) =>
        new() { EventId = game, Day = day, Notional = 10, AverageEntry = from, FirstBuyPrice = from, FirstBuyTime = 86_400L * day, After5 = from, Close = to, Time = 86_400L * day };
}
