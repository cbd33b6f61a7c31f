using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;

namespace PolyTool.PowerShell.Commands;

/// <content>One part of a batch, for machines side by side.</content>
public sealed partial class InvokeBatchRunCommand
{
    // With fewer requests than 1/64 of a limit there are not two in ten seconds, which is the least that the program keeps to.
    private const double MostMachines = 64;

    private BatchShard? _shard;
    private double _rateShare = 1;

    /// <summary>Only one part of the users: <c>3/16</c>, <c>Auto</c> or <c>Auto/16</c>.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Only one part of the users, such as 3/16, into a batch root of its own; Auto takes the number from the job's environment. Join-BatchRun makes one batch of all parts.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateNotNullOrEmpty]
    public string? Shard { get; set; }

    /// <summary>The machine's share of the services' limits.</summary>
    [Parameter(ParameterSetName = UsersFileSet, HelpMessage = "Direct scan: how many machines ask from this address, such as 4, or this one's share of the limits, such as 0.25.")]
    [Parameter(ParameterSetName = UserSet)]
    [ValidateNotNullOrEmpty]
    public string? RateShare { get; set; }

    private void CheckShard()
    {
        if (RateShare is not null)
        {
            _rateShare = double.TryParse(RateShare.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && (share is > 0 and <= 1 || share == Math.Floor(share))
                ? share <= 1 ? share : 1 / share
                : 0;
            if (_rateShare is not (>= 1 / MostMachines and <= 1))
            {
                Throw("RateShareNotAShare", $"-RateShare '{RateShare}' is neither a number of machines from 1 to {MostMachines} nor a share such as 0.25.", RateShare);
            }
        }

        if (Shard is null)
        {
            return;
        }

        if (BatchId is null)
        {
            Throw("BatchIdRequired", "-Shard needs a -BatchId, the same for all parts of the batch.", null);
        }

        try
        {
            _shard = BatchShard.Parse(Shard, Environment.GetEnvironmentVariable);
        }
        catch (Failure error)
        {
            Throw(error);
        }
    }

    private ShardPart? PartOf(IReadOnlyList<string> list) => _shard is null ? null : ShardPart.Of(_shard, BatchId!, list);
}
