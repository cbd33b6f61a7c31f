namespace PolyTool.FakePolymarket.World;

/// <summary>A fill of the invented world.</summary>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="Size">Shares; below 0 where they were sold.</param>
/// <param name="Price">USD a share.</param>
public sealed record FakeFill(long Time, double Size, double Price);
