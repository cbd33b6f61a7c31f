namespace PolyTool.FakePolymarket.World;

/// <summary>What world the generator makes. The same options make the same world.</summary>
public sealed record WorldOptions
{
    public int Seed { get; init; } = 20260220;

    public int Users { get; init; } = 30;

    public int Markets { get; init; } = 90;

    public int FewestPositions { get; init; } = 6;

    public int MostPositions { get; init; } = 30;

    /// <summary>The world's present, in seconds since 1970.</summary>
    public long Now { get; init; } = 1_771_610_400;

    /// <summary>How many days ago the oldest closed market was, at most.</summary>
    public int OldestDays { get; init; } = 60;

    /// <summary>Seconds between two prices.</summary>
    public int Step { get; init; } = 600;

    /// <summary>With more than one fill a position, in play too; else each is one buy.</summary>
    public bool Fills { get; init; } = true;

    /// <summary>With what the sample's board has to find (<see cref="PlantedTruth"/>); else nobody knows anything.</summary>
    public bool Planted { get; init; }

    /// <summary>The world in the folder samples.</summary>
    public static WorldOptions Sample { get; } = new() { Planted = true, Markets = 120, MostPositions = 36 };

    /// <summary>The same two months later, as run roots in samples/later: other markets, and the same is true of them.</summary>
    public static WorldOptions Later { get; } = Sample with { Seed = 20260501, Now = Sample.Now + (70 * 86_400) };

    /// <summary>With the oddities of the real services: split shares, hedges, unknown outcomes, odd dates and so on.</summary>
    public bool Quirks { get; init; } = true;
}
