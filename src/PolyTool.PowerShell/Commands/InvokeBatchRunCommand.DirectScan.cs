using System.Management.Automation;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Scanning;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <content>The scanner where no other is given: straight against the public services.</content>
public sealed partial class InvokeBatchRunCommand
{
    /// <summary>The folder that the direct scan writes run roots below.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Direct scan: the folder that run roots are written below.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateNotNullOrEmpty]
    public string ScanOutputRoot { get; set; } = DirectScanOptions.DefaultOutputRoot;

    /// <summary>How positions are sorted into segments.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Direct scan: how positions are sorted into segments: default, original, or the path of a JSON file of your own.")]
    [Parameter(ParameterSetName = UserSet)]
    [ArgumentCompleter(typeof(SegmentTableCompleter))]
    [ValidateNotNullOrEmpty]
    public string SegmentTable { get; set; } = "default";

    /// <summary>Most fills that are read of a user.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Direct scan: most fills that are read of a user; of one with more, the service's average stands for the entry price.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxFills { get; set; } = DirectScanOptions.DefaultMaxFills;

    /// <summary>The folder of the cache.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Direct scan: the folder that answers of the services are kept in.")]
    [Parameter(ParameterSetName = UserSet)]
    [ArgumentCompleter(typeof(CacheFolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? CachePath { get; set; }

    /// <summary>Use the cache alone.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Direct scan: use the cache alone and fetch nothing.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter Offline { get; set; }

    /// <summary>Fetch everything again.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Direct scan: fetch everything again, also what the cache holds.")]
    [Parameter(ParameterSetName = UserSet)]
    public SwitchParameter Refresh { get; set; }

    private (string Name, Func<CancellationToken, IUserScanner> Open) DirectScan()
    {
        if (DirectScanner.IgnoredFlags(Flags()) is { Count: > 0 } ignored)
        {
            WriteWarning($"The direct scan knows only -Lite: {string.Join(", ", ignored.Select(f => "-" + f))} {(ignored.Count == 1 ? "is recorded and changes nothing" : "are recorded and change nothing")}.");
        }

        DirectScans scans = new(this)
        {
            OutputRoot = ScanOutputRoot,
            CachePath = CachePath,
            Offline = Offline,
            Refresh = Refresh,
            SegmentTable = SegmentTable,
            Force = Force,
            MaxFills = MaxFills,
            RateShare = _rateShare,
        };
        return ($"direct scan, table {SegmentTable}", scans.Open);
    }
}
