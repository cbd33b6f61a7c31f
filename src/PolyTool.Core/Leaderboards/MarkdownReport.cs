using System.Globalization;
using System.Numerics;
using System.Text;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Leaderboards;

/// <summary>Writes <c>hypothesis_leaderboard.md</c>: the top lists as tables, and the best three segments in detail.</summary>
internal sealed class MarkdownReport
{
    private const string Intro = "Segments that repeat across the users of this batch, each scored by the closing line value of the users who proposed it.";
    private const int Detailed = 3;
    private readonly StringBuilder _text = new();

    private MarkdownReport()
    {
    }

    public static byte[] Render(LeaderboardHeader header, LeaderboardTotals totals, TopLists top)
    {
        MarkdownReport report = new();
        report.WriteHead(header, totals);
        report.WriteScores("notional_weighted_avg_clv_pct", top.ByNotionalClv, ScoreKind.NotionalClv);
        report.WriteScores("notional_weighted_beat_close_rate", top.ByNotionalBeatClose, ScoreKind.NotionalBeatClose);
        report.WriteTable("Top 10 by persistence (users_with_segment)", top.ByUsers, static s => (Integer(s.Users), Integer(s.Positions)));
        report.WriteDetails(top.ByNotionalClv);
        return Encoding.UTF8.GetBytes(PythonText.Strip("x" + report._text)[1..] + "\n");
    }

    private static string Integer(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    private void Line(string line = "") => _text.Append(line).Append('\n');

    private void WriteHead(LeaderboardHeader header, LeaderboardTotals totals)
    {
        Line("# Hypothesis Leaderboard");
        Line();
        Line(Intro);
        Line();
        Line("## Batch Metadata");
        Line($"- Batch ID: {MarkdownText.Code(header.BatchId)}");
        Line($"- Created at: `{EpochClock.Format(header.CreatedAt)}`");
        Line($"- Users attempted: {Integer(totals.UsersAttempted)}");
        Line($"- Users succeeded: {Integer(totals.UsersSucceeded)}");
        Line($"- Users failed: {Integer(totals.UsersFailed)}");
        Line();
    }

    private void WriteScores(string name, IReadOnlyList<SegmentTotals> segments, ScoreKind kind) => WriteTable(
        $"Top 10 by {name}",
        segments,
        s => (Rounding.SixDecimalText(s.Score(kind).Mean), Rounding.SixDecimalText(s.Score(kind).Weight)));

    private void WriteTable(string title, IReadOnlyList<SegmentTotals> segments, Func<SegmentTotals, (string Score, string Denominator)> columns)
    {
        Line($"## {title}");
        Line();
        Line("| Rank | Segment | Score | Users | Denominator |");
        Line("| --- | --- | ---: | ---: | ---: |");
        for (var i = 0; i < segments.Count; i++)
        {
            (var score, var denominator) = columns(segments[i]);
            Line($"| {Integer(i + 1)} | {MarkdownText.CodeCell(segments[i].Key)} | {score} | {Integer(segments[i].Users)} | {denominator} |");
        }

        if (segments.Count == 0)
        {
            Line("| - | _(none)_ | - | - | - |");
        }

        Line();
    }

    private void WriteDetails(IReadOnlyList<SegmentTotals> segments)
    {
        Line("## Top Segment Detail");
        Line();
        for (var i = 0; i < Math.Min(Detailed, segments.Count); i++)
        {
            var segment = segments[i];
            Line($"### {Integer(i + 1)}. {MarkdownText.Code(segment.Key)}");
            Line($"- users_with_segment: {Integer(segment.Users)}");
            Line($"- total_count: {Integer(segment.Positions)}");
            Line($"- total_notional_weight_used: {Rounding.SixDecimalText(segment.NotionalWeight)}");
            WriteScore(segment, ScoreKind.NotionalClv);
            WriteScore(segment, ScoreKind.NotionalBeatClose);
            WriteRobust(segment);
            WriteContributors(segment);
            Line();
        }

        if (segments.Count == 0)
        {
            Line("_No segments qualified for detailed view._");
            Line();
        }
    }

    private void WriteScore(SegmentTotals segment, ScoreKind kind)
    {
        var score = segment.Score(kind);
        Line($"- {ScoreNames.Name(kind)}: {Rounding.SixDecimalText(score.Mean)} (users_used={Integer(segment.ScoreUsers(kind))}, weight_used={Rounding.SixDecimalText(score.Weight)})");
    }

    // One user's own figures, as the original shows them: those of the first example with a notional weighting.
    private void WriteRobust(SegmentTotals segment)
    {
        if (segment.Examples.FirstOrDefault(static e => e.IsNotional && e.User.Length > 0) is not { } example)
        {
            return;
        }

        Field metrics = new("", example.Metrics, new DefectSink(all: false));
        var median = metrics["median_clv_pct"].AsNumber();
        var trimmed = metrics["trimmed_mean_clv_pct"].AsNumber();
        if (median is null && trimmed is null)
        {
            return;
        }

        var count = metrics["robust_clv_pct_count_used"].AsInteger() is { } used ? Integer(used) : "None";
        Line($"- median_clv_pct: {Rounding.SixDecimalText(median)} | trimmed_mean_clv_pct: {Rounding.SixDecimalText(trimmed)} (robust_count_used={count})");
    }

    private void WriteContributors(SegmentTotals segment)
    {
        string[] users =
        [
            .. segment.Examples.Where(static e => e.IsNotional && e.User.Length > 0)
                .Select(static e => e.User)
                .Distinct(StringComparer.Ordinal)
                .Order(CodePointOrder.Comparer)
                .Select(MarkdownText.Code),
        ];
        Line($"- notional contributors: {(users.Length == 0 ? "_none_" : string.Join(", ", users))}");
    }
}
