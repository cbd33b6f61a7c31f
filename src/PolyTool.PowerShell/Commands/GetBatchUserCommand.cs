using System.Management.Automation;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;
using PolyTool.PowerShell.Completion;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <summary>Reads the users of a batch, one by one, in the batch's order.</summary>
[Cmdlet(VerbsCommon.Get, "BatchUser", DefaultParameterSetName = PathSet)]
[OutputType(typeof(UserResult))]
public sealed class GetBatchUserCommand : BatchCommand
{
    private NameFilter _names = new(null);

    /// <summary>Only users whose name matches one of these patterns.</summary>
    [Parameter(HelpMessage = "Only users whose name matches one of these wildcard patterns.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? User { get; set; }

    /// <summary>Only users of this status.</summary>
    [Parameter(HelpMessage = "Only users of this status: Success or Failure.")]
    [ValidateSet("Success", "Failure")]
    public string? Status { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => _names = new(User);

    /// <inheritdoc />
    private protected override void ProcessEnd()
    {
        if (!_names.IsDone)
        {
            WriteWarning($"There is no user {_names}. Tab completes those of the newest batch.");
        }
    }

    /// <inheritdoc />
    private protected override void ProcessPath(GivenPath path)
    {
        try
        {
            foreach (var user in SavedBatch.Open(path.Full, Cancellation).ReadUsers(Cancellation))
            {
                if (_names.Takes(user.User) && (Status is null || string.Equals(Status, user.Status, StringComparison.OrdinalIgnoreCase)))
                {
                    WriteObject(user);
                }
            }
        }
        catch (Exception error) when (ErrorRecords.IsReading(error))
        {
            WriteError(ErrorRecords.ReadingBatch(path.Typed, error));
        }
    }
}
