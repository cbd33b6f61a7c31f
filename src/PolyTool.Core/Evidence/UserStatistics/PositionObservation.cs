namespace PolyTool.Core.Evidence.UserStatistics;

/// <summary>One position, as far as segment statistics need it.</summary>
internal readonly record struct PositionObservation
{
    /// <summary>Event slug, else condition id, else token id.</summary>
    public required string EventId { get; init; }

    /// <summary>Notional in USD; null, zero and what is not finite count as unknown.</summary>
    public double? Notional { get; init; }

    /// <summary>Entry price, in (0, 1].</summary>
    public double? EntryPrice { get; init; }

    /// <summary>Closing price of the run's CLV variant, in [0, 1]; null where there is none.</summary>
    public double? ClosingPrice { get; init; }

    /// <summary>Fee paid at entry, in USD; null where unknown.</summary>
    public double? EntryFee { get; init; }

    /// <summary>True: won or sold at a profit; false: lost or sold at a loss; null: pending or unknown.</summary>
    public bool? Won { get; init; }

    /// <summary>Anchor of the closing line, else time of entry, Unix seconds.</summary>
    public long? Time { get; init; }
}
