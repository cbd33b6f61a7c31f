using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Reads a leaderboard and ranks its segments.</summary>
[Cmdlet(VerbsCommon.Get, "HypothesisLeaderboard", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SegmentRow))]
public sealed class GetHypothesisLeaderboardCommand : BatchCommand
{
    // A field of one of PolyTool.Core's value types would ask for that assembly while the engine lists this one's types,
    // which is before anybody can answer; see ModuleLoading.
    private int _rankBy = (int)SegmentRankBy.NotionalClv;

    private readonly HashSet<string> _dimensions = new(StringComparer.Ordinal);
    private NameFilter _segments = new(null);
    private NameFilter _dimensionNames = new(null);

    /// <summary>What to rank by, best first; ties go by segment key.</summary>
    [Parameter(HelpMessage = "What to rank by, best first: Evidence where the batch has it, else NotionalClv. Rows without that value come last, unranked.")]
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
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DimensionCompleter))]
    public string[]? Dimension { get; set; }

    /// <summary>Only segments whose key matches one of these patterns.</summary>
    [Parameter(HelpMessage = "Only segments whose key matches one of these wildcard patterns, e.g. league:n*.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SegmentCompleter))]
    public string[]? Segment { get; set; }

    /// <summary>Only segments with one of these verdicts.</summary>
    [Parameter(HelpMessage = "Only segments with one of these verdicts.")]
    [ValidateSet("Supported", "Promising", "Unproven", "Contradicted", "Insufficient")]
    public string[]? Verdict { get; set; }

    /// <summary>Only segments that at least so many users proposed.</summary>
    [Parameter(HelpMessage = "Only segments that at least so many users proposed.")]
    [ValidateRange(0, int.MaxValue)]
    public int MinUsers { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => (_segments, _dimensionNames) = (new(Segment), new(Dimension));

    /// <inheritdoc />
    private protected override void ProcessEnd()
    {
        if (!_dimensionNames.IsDone && _dimensions.Count > 0)
        {
            WriteWarning($"No segment has the dimension {_dimensionNames}. Dimensions that are there: {string.Join(", ", _dimensions.Order(StringComparer.Ordinal).Take(20))}.");
        }

        if (!_segments.IsDone && _dimensions.Count > 0)
        {
            WriteWarning($"There is no segment {_segments}. A segment is 'dimension:bucket'; Tab completes those that are there.");
        }
    }

    /// <inheritdoc />
    private protected override void ProcessPath(GivenPath path)
    {
        try
        {
            var board = SavedBatch.Open(path.Full, Cancellation).ReadBoard(Cancellation);
            var evidence = board.Evidence;
            var rankBy = evidence is { Users: > 0 } && !MyInvocation.BoundParameters.ContainsKey(nameof(RankBy)) ? SegmentRankBy.Evidence : RankBy;
            foreach (var row in SegmentRanking.Rank(board.Rows.Where(IsWanted), rankBy).Take(Top))
            {
                WriteObject(row);
            }

            foreach (var caution in evidence?.Cautions ?? [])
            {
                WriteWarning(caution);
            }

            foreach (var note in evidence?.OwnerNotes ?? [])
            {
                WriteVerbose(note);
            }

            if (board.Rows.Count == 0)
            {
                WriteWarning($"The leaderboard at '{path.Typed}' has no segments. Get-BatchUser says which users failed, and why.");
            }
        }
        catch (Exception error) when (ErrorRecords.IsReading(error))
        {
            WriteError(ErrorRecords.ReadingBatch(path.Typed, error));
        }
    }

    // Every row is looked at by name, so that a name which the other filters leave out is not said to be missing.
    private bool IsWanted(SegmentRow row)
    {
        _dimensions.Add(row.Dimension);
        return _segments.Takes(row.Segment)
            & _dimensionNames.Takes(row.Dimension)
            & row.Users >= MinUsers
            & (Verdict is null || Verdict.Contains(row.Verdict, StringComparer.OrdinalIgnoreCase));
    }
}
