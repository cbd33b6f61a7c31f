using PolyTool.Core.Evidence.UserStatistics;

namespace PolyTool.Core.Evidence.Users;

/// <summary>One user in one segment, as far as evidence needs it; small, because a large batch has 400,000 of them.</summary>
internal sealed class SegmentFigures
{
    public EventPoint[] Events { get; init; } = [];

    /// <summary>Mean CLV over positions, where nothing is known of events; a fraction of the entry price.</summary>
    public double? MeanPercent { get; init; }

    public long Positions { get; init; }

    public long ClvPositions { get; init; }

    public double Notional { get; init; }

    public double ClvNotional { get; init; }

    /// <summary>Sum of notional times CLV per cent, as a fraction.</summary>
    public double PercentNotionalSum { get; init; }

    /// <summary>Sum over events (over positions, on users' means) of the share of positions that beat the close.</summary>
    public double BeatSum { get; init; }

    /// <summary>The number of terms in it.</summary>
    public long BeatBase { get; init; }

    public long Ties { get; init; }

    public long Resolved { get; init; }

    public long Wins { get; init; }

    /// <summary>CLV per cent after entry fees, over events whose fees are known.</summary>
    public UserMean Net { get; init; }

    /// <summary>The figures of a user whose run root has sums an event.</summary>
    public static SegmentFigures Of(ReadOnlySpan<SegmentEvent> events)
    {
        long positions = 0, clv = 0, ties = 0, resolved = 0, wins = 0, beatBase = 0;
        double notional = 0, clvNotional = 0, weighted = 0, beat = 0;
        var net = new double[events.Length];
        var points = new EventPoint[events.Length];
        for (var i = 0; i < points.Length; i++)
        {
            ref readonly var row = ref events[i];
            points[i] = EventPoint.Of(row);
            positions += row.Positions;
            clv += row.ClvPositions;
            ties += row.Ties;
            resolved += row.Resolved;
            wins += row.Wins;
            notional += row.Notional;
            clvNotional += row.ClvNotional;
            weighted += row.PctNotionalSum;
            if (row.ClvPositions > row.Ties)
            {
                beat += (double)row.BeatClose / (row.ClvPositions - row.Ties);
                beatBase++;
            }

            net[i] = row.FeePositions > 0 ? row.NetPctSum / row.FeePositions : double.NaN;
        }

        return new SegmentFigures
        {
            Events = points,
            Positions = positions,
            ClvPositions = clv,
            Notional = notional,
            ClvNotional = clvNotional,
            PercentNotionalSum = weighted,
            BeatSum = beat,
            BeatBase = beatBase,
            Ties = ties,
            Resolved = resolved,
            Wins = wins,
            Net = UserMean.Of(net),
        };
    }
}
