namespace PolyTool.Core.Dossiers.Write;

/// <summary>Prices around the first buy. Each has its own reason code where it is missing.</summary>
internal sealed record PositionEntryContext
{
    /// <summary>The delays of <see cref="After"/>, in minutes.</summary>
    public static IReadOnlyList<int> Delays { get; } = [1, 5, 30, 120];

    private static readonly ObservedPrice[] s_notAsked = [ObservedPrice.None, ObservedPrice.None, ObservedPrice.None, ObservedPrice.None];

    /// <summary>Earliest price of the last day before entry.</summary>
    public ObservedPrice Open { get; init; } = ObservedPrice.None;

    /// <summary>Latest price an hour or more before entry, at most two hours old.</summary>
    public ObservedPrice HourBeforeEntry { get; init; } = ObservedPrice.None;

    /// <summary>Latest price at entry, at most two hours old.</summary>
    public ObservedPrice AtEntry { get; init; } = ObservedPrice.None;

    /// <summary>First exact price at or after each of the delays, before the anchor.</summary>
    public IReadOnlyList<ObservedPrice> After { get; init; } = s_notAsked;

    /// <summary>Last price an hour after entry, at most an hour old.</summary>
    public ObservedPrice HourAfter { get; init; } = ObservedPrice.None;

    /// <summary>None of them, for one reason.</summary>
    public static PositionEntryContext Of(string reason)
    {
        var none = new ObservedPrice(null, null, reason);
        return new() { Open = none, HourBeforeEntry = none, AtEntry = none, After = [none, none, none, none], HourAfter = none };
    }
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
