using System.Management.Automation;
using PolyTool.Core.Leaderboards;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Reads a leaderboard and ranks its segments.</summary>
[Cmdlet(VerbsCommon.Get, "HypothesisLeaderboard", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SegmentRow))]
public sealed class GetHypothesisLeaderboardCommand : PathCommand
{
    // A field of one of PolyTool.Core's value types would ask for that assembly while the engine lists this one's types,
    // which is before anybody can answer; see ModuleLoading.
    private int _rankBy = (int)SegmentRankBy.NotionalClv;

    /// <summary>What to rank by, best first; ties go by segment key.</summary>
    [Parameter(HelpMessage = "What to rank by, best first. Rows without that value come last, unranked.")]
    public SegmentRankBy RankBy
    {
        get => (SegmentRankBy)_rankBy;
        set => _rankBy = (int)value;
    }

    /// <summary>Only the first rows.</summary>
    [Parameter(HelpMessage = "Only the first rows, after all filters.")]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = int.MaxValue;

    /// <summary>Only segments of these dimensions.</summary>
    [Parameter(HelpMessage = "Only segments of these dimensions, e.g. league.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DimensionCompleter))]
    public string[]? Dimension { get; set; }

    /// <summary>Only segments whose key matches one of these patterns.</summary>
    [Parameter(HelpMessage = "Only segments whose key matches one of these wildcard patterns, e.g. league:n*.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    public string[]? Segment { get; set; }

    /// <summary>Only segments that at least so many users proposed.</summary>
    [Parameter(HelpMessage = "Only segments that at least so many users proposed.")]
    [ValidateRange(0, int.MaxValue)]
    public int MinUsers { get; set; }

    /// <inheritdoc />
    private protected override void ProcessPath(FileSystemPath path)
    {
        try
        {
            string file = LeaderboardLocator.Find(path.FullPath, LeaderboardFileNames.Leaderboard, Cancellation);
            IEnumerable<SegmentRow> wanted = LeaderboardFile.Read(file, Cancellation).Where(IsWanted);
            foreach (SegmentRow row in SegmentRanking.Rank(wanted, RankBy).Take(Top))
            {
                WriteObject(row);
            }
        }
        catch (Exception error) when (LeaderboardErrors.IsReading(error))
        {
            WriteError(LeaderboardErrors.Reading(path.Typed, error));
        }
    }

    private bool IsWanted(SegmentRow row) =>
        row.Users >= MinUsers
        && (Dimension is null || Dimension.Contains(row.Dimension, StringComparer.OrdinalIgnoreCase))
        && (Segment is null || Segment.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(row.Segment)));
}
