namespace PolyTool.Core.Hypotheses;

/// <summary>What one later period says of one segment.</summary>
public sealed record PeriodFigures
{
    /// <summary>The period: a batch's id, or <c>run roots</c>.</summary>
    public string Period { get; init; } = "";

    /// <summary>When it was made.</summary>
    public string CreatedAt { get; init; } = "";

    /// <summary>Positions in the segment.</summary>
    public long Positions { get; init; }

    /// <summary>Share of them with a closing line; null where it is not known.</summary>
    public double? Coverage { get; init; }

    /// <summary>Average CLV weighted by notional, a fraction of the entry price; null where no position has one.</summary>
    public double? WeightedClv { get; init; }

    /// <summary>Users behind it.</summary>
    public int Users { get; init; }

    /// <summary>Mean CLV over users, a fraction of the entry price; null without evidence.</summary>
    public double? MeanClv { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? Upper { get; init; }
}
