using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.ClosingLines;

/// <summary>Prices of a token in a time span, oldest first, or why there are none.</summary>
internal sealed record PriceAnswer
{
    public IReadOnlyList<PricePoint> Points { get; init; } = [];

    /// <summary>Where they come from.</summary>
    public string? Source { get; init; }

    public IReadOnlyList<ScanInput> Inputs { get; init; } = [];

    /// <summary>The failure that left no prices; null where an answer came, if an empty one.</summary>
    public ApiException? Failure { get; init; }
}
