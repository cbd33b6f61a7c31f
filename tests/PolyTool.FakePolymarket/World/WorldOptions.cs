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

    /// <summary>Seconds between two prices.</summary>
    public int Step { get; init; } = 1800;

    /// <summary>With the oddities of the real services: split shares, hedges, unknown outcomes, odd dates and so on.</summary>
    public bool Quirks { get; init; } = true;
}
