namespace PolyTool.Core.Evidence.Events;

/// <summary>The names of the members of <c>segment_statistics.json</c>, for its writer and its reader; those of a row are <see cref="SegmentEventRow.Columns"/>.</summary>
internal static class StatisticsMembers
{
    public const string Activity = "activity";
    public const string AsOf = "as_of";
    /// <summary>Of form 1 alone.</summary>
    public const string ClvVariant = "clv_variant";
    public const string Columns = "columns";
    public const string Form = "form";
    public const string GeneratedAt = "generated_at";
    public const string RunId = "run_id";
    public const string Segments = "segments";
    public const string Signature = "signature";
    public const string SignedPositions = "signed_positions";
    public const string User = "user";
    public const string Wallet = "wallet";
    public const string ActiveDays = "active_days";
    public const string Fills = "fills";
    public const string Markets = "markets";
    public const string TwoSidedMarkets = "two_sided_markets";
}
