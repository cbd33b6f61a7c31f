using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Polymarket.Positions;

namespace PolyTool.Core.Polymarket;

/// <summary>What the services said of one user, worked out as far as the closing line: all that a run root is made of but the positions, which are handed over one by one.</summary>
internal sealed record ScannedUser
{
    /// <summary>The user as given.</summary>
    public required string UserInput { get; init; }

    public required UserIdentity User { get; init; }

    /// <summary>When the positions were read: the present of this scan, also where it is replayed later.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How many positions were handed over.</summary>
    public required int Positions { get; init; }

    /// <summary>How many fills the user has; null where nobody could count them.</summary>
    public long? Fills { get; init; }

    /// <summary>On how many UTC days; null where the fills are not known.</summary>
    public int? ActiveDays { get; init; }

    /// <summary>Every answer used.</summary>
    public required RunInputs Inputs { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
