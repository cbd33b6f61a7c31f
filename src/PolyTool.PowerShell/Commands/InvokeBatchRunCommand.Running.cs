using System.Management.Automation;
using System.Management.Automation.Host;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.PowerShell.Pump;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Commands;

/// <content>A batch under way: its log, and what is said where it does not come to its end.</content>
public sealed partial class InvokeBatchRunCommand
{
    /// <summary>A log for machines.</summary>
    [Parameter(HelpMessage = "A file that a line of JSON is added to for each user and one for the batch: time, duration and result.")]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    private void Run(BatchRequest request, string activity, Func<string, IReadOnlyList<Action<Cmdlet>>> records)
    {
        using var log = OpenLog(request.Folder.BatchId);
        BatchPump pump = new(this, IsVerbose(), Resume, records) { Log = log };
        BatchRunner runner = new(request);
        Failure? error = null;
        try
        {
            pump.Run(runner, Text($"{activity}: batch {request.Folder.BatchId}"), Cancellation);
            if (log?.Trouble is { } trouble)
            {
                WriteWarning($"The log '{LogPath}' is not complete: {trouble}");
            }
        }
        catch (Failure stopped)
        {
            error = stopped;
            throw;
        }
        finally
        {
            if (!pump.IsFinished)
            {
                log?.Stopped(request.Folder.FullPath, runner.Progress, error);
                if (error is null && request is ScanRequest && File.Exists(request.Folder.JournalPath))
                {
                    SayHowToGoOn(request.Folder.BatchId, runner.Progress);
                }
            }
        }
    }

    // A stopped pipeline takes no more records, but its host still shows what it is given.
    private void SayHowToGoOn(string batchId, BatchProgress progress)
    {
        try
        {
            Host.UI.WriteWarningLine(Text($"Batch '{batchId}' was stopped with {progress.Finished} of {Count.Of(progress.Total, "user")} done. To go on: the same command with -Resume -BatchId {batchId}."));
        }
        catch (Exception gone) when (gone is HostException or PSNotImplementedException or InvalidOperationException or NotSupportedException)
        {
            // There is nobody to tell.
        }
    }

    private BatchLog? OpenLog(string batchId)
    {
        if (LogPath is null)
        {
            return null;
        }

        var path = NewPath(LogPath);
        try
        {
            return BatchLog.Open(path.Full, batchId, TimeProvider.System);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Throw("LogNotWritten", $"The log '{LogPath}' cannot be written, so the batch was not started: {StandingFile.Explain(path.Full, cause)}", LogPath, cause);
            throw;
        }
    }
}
