using System.Globalization;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Benchmarks.EvidenceWorlds;

/// <summary>What the product's evidence says of many boards of one world.</summary>
internal sealed class WorldTally(World world)
{
    public World World { get; } = world;

    public int Boards { get; private set; }

    /// <summary>Boards with at least one row of the word.</summary>
    public int Supported { get; private set; }

    public int Contradicted { get; private set; }

    public int Promising { get; private set; }

    public long Tests { get; private set; }

    /// <summary>Better leagues that are <c>Supported</c>.</summary>
    public int Found { get; private set; }

    /// <summary>Better leagues that are <c>Supported</c> or <c>Promising</c>: what is found before the segment is held against its users' rest.</summary>
    public int FoundOrPromising { get; private set; }

    /// <summary><c>Supported</c> rows of leagues that are not better, of price tiers and of market types.</summary>
    public int FalseRows { get; private set; }

    /// <summary>Pairs of wallets of one person that count as one owner.</summary>
    public int PairsFound { get; private set; }

    /// <summary>All pairs of wallets of one person.</summary>
    public int Pairs { get; private set; }

    /// <summary>Pairs of different persons' wallets that count as one owner.</summary>
    public int PairsFalse { get; private set; }

    /// <summary>Makes the boards and judges them. The figures depend on nothing but world, boards and seed.</summary>
    public static WorldTally Of(World world, int first, int boards, ulong seed, int workers, CancellationToken cancellation)
    {
        var all = new WorldTally(world);
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(first, first + boards, options, () => (Maker: new BoardMaker(world), Tally: new WorldTally(world)), (board, _, own) =>
        {
            own.Maker.Make(SeedOf(world, board, seed));
            own.Tally.Add(Evidence(world, own.Maker));
            return own;
        }, own =>
        {
            lock (all)
            {
                all.Add(own.Tally);
            }
        });
        return all;
    }

    public static ulong SeedOf(World world, int board, ulong seed) => EventPoint.Hash(world.Name) ^ (seed + ((ulong)board * 1_000_003));

    /// <summary>The share of boards with a word, and its 95 % interval after Wilson, in per cent.</summary>
    public (double Share, double Lower, double Upper) Share(int boards)
    {
        var interval = Wilson.Interval(boards, Boards);
        return (100.0 * boards / Boards, 100 * interval.Lower, 100 * interval.Upper);
    }

    /// <summary>The interval begins at 5 % or below for Supported, at 10 % or below for the others.</summary>
    public bool Holds => Share(Supported).Lower <= 5 && Share(Contradicted).Lower <= 10 && (World.Skill > 0 || World.Drift > 0 || Share(Promising).Lower <= 10);

    private static EvidenceBoard Evidence(World world, BoardMaker maker)
    {
        var builder = new EvidenceBuilder(world.Rule with { BootstrapSamples = 0, PlaceboBoards = 0 }) { Selection = world.Selection };
        foreach (var statistics in UserFiles.Of(world, maker))
        {
            builder.Add(UserFigures.Of(statistics.User, statistics));
        }

        return builder.Build("simulated", "", 1, CancellationToken.None);
    }

    private void Add(EvidenceBoard evidence)
    {
        Boards++;
        Tests += evidence.Tests;
        Supported += evidence.Segments.Any(static s => s.Verdict == Verdict.Supported) ? 1 : 0;
        Contradicted += evidence.Segments.Any(static s => s.Verdict == Verdict.Contradicted) ? 1 : 0;
        Promising += evidence.Segments.Any(static s => s.Verdict == Verdict.Promising) ? 1 : 0;
        AddOwners(evidence);
        foreach (var row in evidence.Segments)
        {
            var at = Array.IndexOf(Rows.Keys, row.SegmentKey);
            if (at is >= 0 and < 20 && Rows.IsBetter(at))
            {
                Found += row.Verdict == Verdict.Supported ? 1 : 0;
                FoundOrPromising += row.Verdict is Verdict.Supported or Verdict.Promising ? 1 : 0;
            }
            else if (at is < 20 or >= 28)
            {
                FalseRows += row.Verdict == Verdict.Supported ? 1 : 0;
            }
        }
    }

    private void AddOwners(EvidenceBoard evidence)
    {
        Pairs += World.Wallets > 0 ? World.Persons * World.Wallets * (World.Wallets - 1) / 2 : 0;
        foreach (var merged in evidence.Merged)
        {
            int[] users = [.. merged.Users.Select(static name => int.Parse(name.AsSpan(4), CultureInfo.InvariantCulture))];
            for (var i = 0; i < users.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (World.PersonOf(users[i]) == World.PersonOf(users[j]))
                    {
                        PairsFound++;
                    }
                    else
                    {
                        PairsFalse++;
                    }
                }
            }
        }
    }

    private void Add(WorldTally other)
    {
        PairsFound += other.PairsFound;
        Pairs += other.Pairs;
        PairsFalse += other.PairsFalse;
        Boards += other.Boards;
        Tests += other.Tests;
        Supported += other.Supported;
        Contradicted += other.Contradicted;
        Promising += other.Promising;
        Found += other.Found;
        FoundOrPromising += other.FoundOrPromising;
        FalseRows += other.FalseRows;
    }
}
