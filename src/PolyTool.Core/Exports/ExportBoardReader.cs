using PolyTool.Core.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Exports;

/// <summary>Gathers what an export says from the files of a batch.</summary>
internal static class ExportBoardReader
{
    private static readonly JsonShape s_head = JsonShape.Members(("batch_id", JsonShape.All), ("created_at", JsonShape.All), ("inputs", JsonShape.All));

    public static ExportBoard Read(LeaderboardExportRequest request, CancellationToken cancellationToken)
    {
        string leaderboard = request.LeaderboardPath;
        IReadOnlyList<SegmentRow> all = LeaderboardFile.Read(leaderboard, cancellationToken);

        // Evidence of no segment at all, because no run root carries figures for any, is none.
        EvidenceBoard? evidence = EvidenceFile.ReadBeside(leaderboard) is { Segments.Count: > 0 } known ? known : null;
        JsonValue head = new JsonFile().Read(leaderboard, s_head, cancellationToken);
        IReadOnlyList<ExportRow> everything = Everything(all, evidence);
        return new()
        {
            BatchId = Text(head["batch_id"]) ?? "",
            CreatedAt = Text(head["created_at"]) ?? "",
            UsersFile = Text(head["inputs"]?["users_file"]),
            Rows = request.Rows is null ? everything : Chosen(request.Rows, evidence),
            SegmentsInBatch = everything.Count,
            Evidence = evidence is null ? null : evidence with { Segments = [] },
            Users = UserSummary.Of(BatchUsers.Read(UsersPath(leaderboard), cancellationToken)),
        };
    }

    /// <summary>The segments of both sides: by evidence, then those without a place there by pooled score, then by key.</summary>
    internal static IReadOnlyList<ExportRow> Everything(IReadOnlyList<SegmentRow> board, EvidenceBoard? evidence)
    {
        Dictionary<string, SegmentRow> rows = board.ToDictionary(static r => r.Segment, StringComparer.Ordinal);
        Dictionary<string, SegmentEvidence> known = ByKey(evidence);
        IEnumerable<(SegmentRow? Row, SegmentEvidence? Evidence)> pairs = board
            .Select(r => ((SegmentRow?)r, known.GetValueOrDefault(r.Segment)))
            .Concat(known.Values.Where(e => !rows.ContainsKey(e.SegmentKey)).Select(static e => ((SegmentRow?)null, (SegmentEvidence?)e)));
        return
        [
            .. pairs.OrderBy(static p => p.Evidence?.Rank ?? int.MaxValue)
                .ThenByDescending(static p => p.Row?.NotionalClv)
                .ThenBy(static p => p.Row?.Segment ?? p.Evidence!.SegmentKey, CodePointOrder.Comparer)
                .Select(static (p, index) => new ExportRow(index + 1, p.Row?.Segment ?? p.Evidence!.SegmentKey, p.Row, p.Evidence)),
        ];
    }

    private static IReadOnlyList<ExportRow> Chosen(IReadOnlyList<SegmentRow> rows, EvidenceBoard? evidence)
    {
        Dictionary<string, SegmentEvidence> known = ByKey(evidence);
        return [.. rows.Select(r => new ExportRow(r.Rank, r.Segment, r, known.GetValueOrDefault(r.Segment)))];
    }

    private static Dictionary<string, SegmentEvidence> ByKey(EvidenceBoard? evidence) =>
        (evidence?.Segments ?? []).ToDictionary(static e => e.SegmentKey, StringComparer.Ordinal);

    /// <summary>The users' own file, which is the smaller one; a leaderboard alone names its users too.</summary>
    private static string UsersPath(string leaderboard)
    {
        string path = Beside(leaderboard, LeaderboardFileNames.Users);
        return File.Exists(path) ? path : leaderboard;
    }

    private static string Beside(string leaderboard, string name) => Path.Combine(Path.GetDirectoryName(leaderboard)!, name);

    private static string? Text(JsonValue? value) => value?.Kind == JsonKind.String ? value.Text : null;
}
