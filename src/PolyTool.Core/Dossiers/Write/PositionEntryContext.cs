namespace PolyTool.Core.Dossiers.Write;

/// <summary>Prices before entry. Each has its own reason code where it is missing.</summary>
internal sealed record PositionEntryContext
{
    /// <summary>Earliest price of the last day before entry.</summary>
    public ObservedPrice Open { get; init; } = ObservedPrice.None;

    /// <summary>Latest price an hour or more before entry, at most two hours old.</summary>
    public ObservedPrice HourBeforeEntry { get; init; } = ObservedPrice.None;

    /// <summary>Latest price at entry, at most two hours old.</summary>
    public ObservedPrice AtEntry { get; init; } = ObservedPrice.None;
}

/// <summary>A price with its time, or the reason why there is none.</summary>
/// <param name="Price">In [0, 1]; null where there is none.</param>
/// <param name="Time">When it was observed.</param>
/// <param name="MissingReason">A code of <c>docs/scan.md</c>; null where there is a price.</param>
internal sealed record ObservedPrice(double? Price, DateTimeOffset? Time, string? MissingReason)
{
    /// <summary>Nobody asked.</summary>
    public static ObservedPrice None { get; } = new(null, null, "NOT_REQUESTED");
}
