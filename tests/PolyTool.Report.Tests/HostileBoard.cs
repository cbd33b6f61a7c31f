using PolyTool.Core.Exports;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Report.Tests;

/// <summary>A batch whose users and segments are named to do harm.</summary>
internal static class HostileBoard
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(2)>",
        "'; alert(3); '",
        "</title></style></script><svg onload=alert(4)>",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\uFF1D1+1",
        "two\nlines\r\nand three",
        "\u202Egnp.exe",
        "a\u2066b\u200Fc\u200Bd",
        "nul\0and bell\a",
        "comma, \"quoted\" and `ticks` | bars",
        "&lt;already&gt; &amp; escaped",
        "${7*7} {{7*7}} javascript:alert(5)",
        "emoji 😀 and 東京 and e\u0301",
        "",
        new string('x', 10_000),
        new string('\u202E', 10_000),
    ];

    public static ExportBoard Make()
    {
        var sample = SampleBoard.Make(users: 30, failures: 0, events: 40);
        ExportRow[] rows = [.. sample.Rows.Select((row, i) => Rename(row, i))];
        List<UserResult> users = [];
        foreach (var text in Texts)
        {
            users.Add(new() { User = text, Status = UserResult.Success, ClvCoverageRate = 0.5 });
            users.Add(UserResult.Failed(text, text));
        }

        return sample with { BatchId = "<b>batch</b>", CreatedAt = "\"><script>alert(6)</script>", UsersFile = "<i>\u202Efile</i>", Rows = rows, Users = UserSummary.Of(users) };
    }

    private static ExportRow Rename(ExportRow row, int index)
    {
        var key = index < Texts.Count ? Texts[index] : index < 2 * Texts.Count ? "league:" + Texts[index - Texts.Count] : row.Segment;
        var user = Texts[index % Texts.Count];
        return new(
            row.Rank,
            key,
            row.Board is { } board ? board with { Segment = key, Examples = [.. board.Examples.Select(e => e with { User = user, Weighting = user })] } : null,
            row.Evidence is { } evidence ? evidence with { SegmentKey = key, HangsOn = user, Reasons = [user, .. evidence.Reasons], HeaviestUsers = [.. evidence.HeaviestUsers.Select(u => u with { User = user })] } : null);
    }
}
