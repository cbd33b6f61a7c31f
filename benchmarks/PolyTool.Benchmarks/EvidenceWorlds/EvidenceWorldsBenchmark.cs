using System.Globalization;
using System.Text.Json;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>
/// Whether evidence keeps its promises: boards simulated in prices, where the truth is known, judged by the product's own
/// code. How often is a word said where nothing is there, and how much is found where something is?
/// </summary>
internal sealed class EvidenceWorldsBenchmark : IBenchmark
{
    private const string Line = "------------------------------------------------------------";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public string Name => "evidence-worlds";

    public string Summary => "false and true verdicts on simulated boards (--boards 500 --first 0 --world <part of group or name> --seed 20261126 --workers 2 --json file; --write folder makes run roots of the boards instead)";

    public Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        string Option(string name, string otherwise)
        {
            var at = options.ToList().IndexOf(name);
            return at >= 0 && at + 1 < options.Count ? options[at + 1] : otherwise;
        }

        var boards = int.Parse(Option("--boards", "500"), CultureInfo.InvariantCulture);
        var workers = int.Parse(Option("--workers", "2"), CultureInfo.InvariantCulture);
        var first = int.Parse(Option("--first", "0"), CultureInfo.InvariantCulture);
        var seed = ulong.Parse(Option("--seed", "20261126"), CultureInfo.InvariantCulture);
        var wanted = Option("--world", "");
        World[] worlds = [.. WorldCatalogue.All().Where(w => $"{w.Group}: {w.Name}".Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        if (worlds.Length == 0)
        {
            Console.Error.WriteLine($"no world holds '{wanted}' in its name");
            return Task.FromResult(2);
        }

        if (Option("--write", "") is { Length: > 0 } folder)
        {
            Write(worlds, boards, seed, folder, cancellationToken);
            return Task.FromResult(0);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{boards} boards a line, seed {seed}; per cent of boards with any such row, 95 % interval after Wilson"));
        var done = new List<WorldTally>();
        var group = "";
        foreach (var world in worlds)
        {
            if (world.Group != group)
            {
                group = world.Group;
                Console.WriteLine();
                Console.WriteLine($"{group,-62} {"Supported",17} {"Contradicted",17} {"Promising",17}{(group == "power" ? "  found  or Promising  false rows" : "")}");
            }

            done.Add(WorldTally.Of(world, first, boards, seed, workers, cancellationToken));
            Print(done[^1]);
            if (Option("--json", "") is { Length: > 0 } file)
            {
                File.WriteAllBytes(file, Json(done, first, seed)); // after each line: a table takes its time
            }
        }

        var missed = done.Count(static t => t.World.Promised && !t.Holds);
        Console.WriteLine(Line);
        Console.WriteLine($"{done.Count} lines, {missed} of those promised above their limit");
        return Task.FromResult(missed > 0 ? 1 : 0);
    }

    private static void Print(WorldTally tally)
    {
        string Cell(int boards)
        {
            var (share, lower, upper) = tally.Share(boards);
            return string.Create(CultureInfo.InvariantCulture, $"{share,5:F1} ({lower,4:F1}-{upper,4:F1})");
        }

        var power = tally.World.Effect > 0
            ? string.Create(CultureInfo.InvariantCulture, $"  {Found(tally, tally.Found),5:F1}  {Found(tally, tally.FoundOrPromising),12:F1}  {(double)tally.FalseRows / tally.Boards,10:F3}")
            : tally.Pairs + tally.PairsFalse > 0
            ? string.Create(CultureInfo.InvariantCulture, $"  pairs merged: {tally.PairsFound} of {tally.Pairs} of one person, {tally.PairsFalse} of others")
            : "";
        Console.WriteLine($"{tally.World.Name,-62} {Cell(tally.Supported),17} {Cell(tally.Contradicted),17} {Cell(tally.Promising),17}{power}{(tally.Holds || tally.World.Effect > 0 ? "" : tally.World.Promised ? "  <-- misses" : "  (not promised)")}");
    }

    private static double Found(WorldTally tally, int rows) => 25.0 * rows / tally.Boards;

    private static byte[] Json(List<WorldTally> done, int first, ulong seed) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            first,
            seed,
            lines = done.Select(static t => new
            {
                group = t.World.Group,
                world = t.World.Name,
                promised = t.World.Promised,
                holds = t.Holds,
                boards = t.Boards,
                supported = t.Supported,
                contradicted = t.Contradicted,
                promising = t.Promising,
                tests = (double)t.Tests / t.Boards,
                pairs_of_one_person = t.Pairs,
                pairs_merged = t.PairsFound,
                pairs_merged_falsely = t.PairsFalse,
                better_rows = t.World.Effect > 0 ? 4 * t.Boards : 0,
                better_supported = t.World.Effect > 0 ? t.Found : 0,
                better_supported_or_promising = t.World.Effect > 0 ? t.FoundOrPromising : 0,
                false_rows = t.World.Effect > 0 ? t.FalseRows : 0,
            }),
        },
        s_indented);

    private static void Write(World[] worlds, int boards, ulong seed, string folder, CancellationToken cancellation)
    {
        var number = 0;
        foreach (var world in worlds)
        {
            var maker = new BoardMaker(world);
            for (var board = 0; board < boards; board++)
            {
                cancellation.ThrowIfCancellationRequested();
                maker.Make(WorldTally.SeedOf(world, board, seed));
                UserFiles.Write(world, maker, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"board{number++:d4}")));
            }
        }
    }
}
