using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Evidence;

/// <summary>Puts a board's evidence beside the rows of its leaderboard.</summary>
public static class EvidenceOfRows
{
    /// <summary>The rows with what the evidence says of them; a row that it does not know stays as it is.</summary>
    /// <param name="board">The batch's evidence.</param>
    /// <param name="rows">Rows of the same batch.</param>
    public static IEnumerable<SegmentRow> AddTo(this EvidenceBoard board, IEnumerable<SegmentRow> rows)
    {
        var known = new Dictionary<string, SegmentEvidence>(StringComparer.Ordinal);
        foreach (var segment in board.Segments)
        {
            known[segment.SegmentKey] = segment;
        }

        return rows.Select(row => known.TryGetValue(row.Segment, out var evidence) ? With(row, evidence, board.Tests) : row);
    }

    private static SegmentRow With(SegmentRow row, SegmentEvidence evidence, int tests)
    {
        var tested = VerdictRule.Tested(evidence);
        return row with
        {
            EvidenceRank = evidence.Rank,
            Verdict = evidence.Verdict.ToString(),
            VerdictReason = string.Join("; ", evidence.Reasons),
            EvidenceBasis = evidence.Basis,
            EvidenceUsers = evidence.Users,
            EvidenceEvents = evidence.Events,
            DistinctEvents = evidence.DistinctEvents,
            EvidencePositions = evidence.Positions,
            EvidenceNotional = evidence.Notional,
            ClvCoverage = evidence.ClvCoverage,
            EffectiveSize = evidence.EffectiveSize,
            TopUserShare = evidence.TopUserShare,
            TopUserNotionalShare = evidence.TopUserNotionalShare,
            TopEventShare = evidence.TopEventShare,
            TopEventNotionalShare = evidence.TopEventNotionalShare,
            AutomatedUserShare = evidence.AutomatedUserShare,
            MeanClv = evidence.Percent?.Mean,
            MeanClvLower = evidence.Percent?.Lower,
            MeanClvUpper = evidence.Percent?.Upper,
            MeanClvCents = evidence.Cents?.Mean,
            MeanClvCentsLower = evidence.Cents?.Lower,
            MeanClvCentsUpper = evidence.Cents?.Upper,
            MeanClvLogOdds = evidence.LogOdds?.Mean,
            MeanClvLogOddsLower = evidence.LogOdds?.Lower,
            MeanClvLogOddsUpper = evidence.LogOdds?.Upper,
            MeanClvNetOfFees = evidence.PercentNetOfFees?.Mean,
            MeanClvNetOfFeesLower = evidence.PercentNetOfFees?.Lower,
            MeanClvNetOfFeesUpper = evidence.PercentNetOfFees?.Upper,
            Tau2 = tested?.Tau2,
            ISquared = tested?.ISquared,
            CochranQ = tested?.Q,
            PredictionLower = tested?.PredictionLower,
            PredictionUpper = tested?.PredictionUpper,
            MomentMean = tested?.DerSimonianLairdMean,
            BootstrapLower = tested?.BootstrapLower,
            BootstrapUpper = tested?.BootstrapUpper,
            BeatCloseRate = evidence.BeatCloseRate,
            BeatCloseLower = evidence.BeatCloseLower,
            BeatCloseUpper = evidence.BeatCloseUpper,
            BeatCloseTies = evidence.Ties,
            WinRate = evidence.WinRate,
            PositiveUsers = evidence.PositiveUsers,
            NegativeUsers = evidence.NegativeUsers,
            SignP = evidence.SignP,
            P = evidence.P,
            Q = evidence.Q,
            QWithinDimension = evidence.QWithinDimension,
            QAnyDependence = evidence.QAnyDependence,
            QAnyDependenceWithinDimension = evidence.QAnyDependenceWithinDimension,
            SkewAdjustedP = evidence.SkewAdjustedP,
            SkewAdjustedQ = evidence.SkewAdjustedQ,
            SharedEventError = evidence.SharedEventError,
            SharedEventP = evidence.SharedEventP,
            SharedEventQ = evidence.SharedEventQ,
            Tests = tests,
            ShrunkMean = evidence.ShrunkMean,
            ShrunkLower = evidence.ShrunkLower,
            ShrunkUpper = evidence.ShrunkUpper,
            LeaveOneOutLowest = evidence.LeaveOneOutLowest,
            LeaveOneOutHighest = evidence.LeaveOneOutHighest,
            HangsOn = evidence.HangsOn,
            EarlyHalfMean = evidence.EarlyHalf?.Mean,
            LateHalfMean = evidence.LateHalf?.Mean,
            UsersAMean = evidence.UsersA?.Mean,
            UsersBMean = evidence.UsersB?.Mean,
            DetectableEffect = evidence.DetectableEffect,
        };
    }
}
