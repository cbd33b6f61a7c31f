namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>A price of a token at a time, as it came; it can be outside [0, 1].</summary>
/// <param name="Time">When.</param>
/// <param name="Price">USD a share.</param>
/// <param name="IsTick">An exact observation, not the value of a time span.</param>
internal readonly record struct PricePoint(DateTimeOffset Time, double Price, bool IsTick)
{
    public bool IsValid => Price is >= 0 and <= 1;
}
