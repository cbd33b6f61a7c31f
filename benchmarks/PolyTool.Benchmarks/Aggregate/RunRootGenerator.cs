using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Json;
using PolyTool.Core.RunRoots;

namespace PolyTool.Benchmarks.Aggregate;

/// <summary>
/// Makes run roots of the shape and size of a real one: a scan's three files, with the user, the candidates' numbers and
/// their segments changed from root to root. Seeded, so that two machines measure the same bytes.
/// </summary>
internal static class RunRootGenerator
{
    private static readonly string[] s_segments =
    [
        .. new[] { "nba", "nfl", "mlb", "nhl", "epl", "atp", "wta", "ufc", "lol", "cs2", "unknown" }.Select(static l => "league:" + l),
        .. new[] { "basketball", "american_football", "baseball", "hockey", "soccer", "tennis", "mma", "esports" }.Select(static s => "sport:" + s),
        .. new[] { "deep_underdog", "underdog", "coinflip", "favorite" }.Select(static t => "entry_price_tier:" + t),
        .. new[] { "moneyline", "spread", "total", "unknown" }.Select(static m => "market_type:" + m),
    ];

    private static readonly string[] s_files = [RunRootFileNames.Candidates, RunRootFileNames.Coverage, RunRootFileNames.Segments];

    public static void Write(string folder, int count, bool small)
    {
        byte[][] templates = [.. s_files.Select(static name => File.ReadAllBytes(Path.Combine(Template, name)))];
        var candidates = JsonText.Parse(templates[0]);
        var smallCoverage = """{"clv_coverage":{"coverage_rate":0.5},"entry_context_coverage":{"eligible_positions":3,"price_at_entry_present_count":2}}"""u8.ToArray();
        Parallel.For(0, count, i =>
        {
            Random random = new(i);
            var root = Directory.CreateDirectory(Path.Combine(folder, i.ToString("D7", CultureInfo.InvariantCulture))).FullName;
            File.WriteAllBytes(Path.Combine(root, s_files[0]), Candidates(candidates, i, random, small).ToCanonicalBytes());
            File.WriteAllBytes(Path.Combine(root, s_files[1]), small ? smallCoverage : templates[1]);
            if (!small)
            {
                File.WriteAllBytes(Path.Combine(root, s_files[2]), templates[2]);
            }
        });
        Settle();
    }

    // Bringing so many files to the disk takes the system longer than reading them, and would go on beside what is measured.
    private static void Settle()
    {
        if (!OperatingSystem.IsWindows())
        {
            using var sync = Process.Start("sync");
            sync.WaitForExit();
        }
    }

    private static string Template => Path.Combine(Checkout, "tests", "golden", "scan01", "run_root");

    private static string Checkout
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "PolyTool.sln")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? throw new InvalidOperationException("The benchmark runs outside its checkout.");
        }
    }

    private static JsonValue Candidates(JsonValue template, int number, Random random, bool small)
    {
        var user = "user_" + number.ToString(CultureInfo.InvariantCulture);
        string[] keys = [.. s_segments];
        random.Shuffle(keys);
        var items = template["candidates"]!.Items.Take(small ? 1 : 5).Select((candidate, i) =>
            Replace(candidate, ("segment_key", JsonValue.Of(keys[i])), ("metrics", small ? SmallMetrics(random) : Metrics(candidate["metrics"]!, random))));
        return JsonValue.Object(
            ("candidates", JsonValue.Array([.. items])),
            ("generated_at", JsonValue.Of("2026-02-20T18:00:00+00:00")),
            ("run_id", JsonValue.Of("run-" + user)),
            ("user_slug", JsonValue.Of(user)),
            ("wallet", JsonValue.Of("0x" + number.ToString("x40", CultureInfo.InvariantCulture))));
    }

    // Every double anew, so that shortest digits are found for values of all lengths.
    private static JsonValue Metrics(JsonValue metrics, Random random) => JsonValue.Object(metrics.Members.Select(member =>
        KeyValuePair.Create(member.Key, member.Value.Kind == JsonKind.Double ? JsonValue.Of(Rounding.ToSixDecimals((random.NextDouble() * 2) - 1)) : member.Value)));

    private static JsonValue SmallMetrics(Random random) => JsonValue.Object(
        ("count", JsonValue.Of(random.Next(5, 50))),
        ("notional_weighted_avg_clv_pct", JsonValue.Of(Rounding.ToSixDecimals(random.NextDouble() - 0.5))),
        ("notional_weighted_beat_close_rate", JsonValue.Of(Rounding.ToSixDecimals(random.NextDouble()))));

    private static JsonValue Replace(JsonValue value, params (string Name, JsonValue Value)[] members) =>
        JsonValue.Object(value.Members.Concat(members.Select(static m => KeyValuePair.Create(m.Name, m.Value))));
}
