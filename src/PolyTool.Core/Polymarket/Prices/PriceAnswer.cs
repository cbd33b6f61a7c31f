using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Prices;

/// <summary>Prices of a token in a time span, oldest first, or why there are none.</summary>
internal sealed record PriceAnswer
{
    public IReadOnlyList<PricePoint> Points { get; init; } = [];

    /// <summary>Where they come from.</summary>
    public required string Source { get; init; }

    /// <summary>The answer they are of; null where there was none.</summary>
    public ScanInput? Input { get; init; }

    /// <summary>The failure that left no prices; null where an answer came, if an empty one.</summary>
    public ApiException? Failure { get; init; }
}
