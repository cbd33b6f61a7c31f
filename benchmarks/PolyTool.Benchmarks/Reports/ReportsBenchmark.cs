using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Dossiers;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Files;

namespace PolyTool.Benchmarks.Reports;

/// <summary>A user with 50,000 positions: the run root is written as a direct scan does, then made again from its dossier. Memory is the process's peak.</summary>
internal sealed class ReportsBenchmark : IBenchmark
{
    private const long MostMemory = 300L << 20;

    public string Name => "reports";

    public string Summary => "reports [positions]: run root of a user with 50,000 positions; time and peak memory (at most 300 MB while writing)";

    public async Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var count = options is [string text] ? int.Parse(text, CultureInfo.InvariantCulture) : 50_000;
        var folder = Directory.CreateTempSubdirectory("polytool-reports-").FullName;
        try
        {
            var clock = EpochClock.From(TimeProvider.System);
            RunRootOrder order = new()
            {
                Root = new(folder, "out"),
                CommandName = "scan",
                UserInput = "@busy",
                UserSlug = "busy",
                Wallet = "0xbusy",
                Table = SegmentTables.BuiltIn(SegmentTables.Default),
                Clock = clock,
                StartedAt = clock.UtcNow,
            };
            var watch = Stopwatch.StartNew();
            ScannedPositions positions = new();
            for (var i = 0; i < count; i++)
            {
                positions.Add(At(i));
            }

            ScannedDossier dossier = new("0xbusy", "@busy", "busy", positions, UserActivity.Unknown);
            var root = await RunRootWriter.WriteAsync(order, dossier, cancellationToken).ConfigureAwait(false);
            var file = Path.Combine(root.FullPath, "dossier.json");
            var megabytes = new FileInfo(file).Length / 1e6;
            var peak = Peak();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"written: {count} positions, dossier {megabytes:0} MB, {watch.Elapsed.TotalSeconds:0.0} s, peak {peak >> 20} MB"));

            var scanner = await DossierScanner.CreateAsync(new("again", Path.Combine(folder, "again")), SegmentTableSource.Default, force: false, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            watch.Restart();
            await scanner.ScanAsync(new(file, file), cancellationToken).ConfigureAwait(false);
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rebuilt: {seconds:0.0} s, {megabytes / seconds:0} MB/s, peak {Peak() >> 20} MB"));
            return peak <= MostMemory ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DossierPosition At(int i)
    {
        var number = i.ToString(CultureInfo.InvariantCulture);
        var day = s_start.AddDays(i % 300).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var entry = 0.05 + ((i * 7919 % 900) / 1000.0);
        return new()
        {
            TokenId = "7" + number.PadLeft(76, '0'),
            ConditionId = "0x" + (i / 2).ToString("x", CultureInfo.InvariantCulture).PadLeft(64, '0'),
            MarketSlug = $"nba-team{i % 30}-team{i * 7 % 30}-{day}-{i / 2}",
            EventSlug = $"nba-team{i % 30}-team{i * 7 % 30}-{day}",
            Question = $"Team {i % 30} vs. Team {i * 7 % 30}: game {i / 2}",
            OutcomeName = $"Team {i % 30}",
            EventTags = ["sports", "nba", "basketball"],
            SportsMarketType = "moneyline",
            EntryTime = s_start.AddMinutes(i),
            EntryPrice = entry,
            TotalBought = 100,
            TotalCost = 100 * entry,
            PositionRemaining = 100,
            ResolutionOutcome = i % 2 == 0 ? "WIN" : "LOSS",
            GrossPnl = i % 2 == 0 ? 100 * (1 - entry) : -100 * entry,
            GameStartTime = s_start.AddMinutes(i + 600),
            ClosingLine = new() { Anchor = s_start.AddMinutes(i + 600), AnchorSource = "game_start", PriceSource = "v2_as_of", Price = Math.Min(0.99, entry + 0.01), ObservedAt = s_start.AddMinutes(i + 599) },
            EntryContext = new() { Open = new(entry, s_start, null), AtEntry = new(entry, s_start, null), HourBeforeEntry = new(entry, s_start, null) },
        };
    }
}
