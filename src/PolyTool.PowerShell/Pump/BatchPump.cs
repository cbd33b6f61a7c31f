using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Pump;

/// <summary>Writes what a running batch tells to the pipeline, each user in turn.</summary>
internal sealed class BatchPump
{
    private readonly Cmdlet _cmdlet;
    private readonly bool _isVerbose;
    private readonly Func<string, IReadOnlyList<object>> _records;
    private readonly bool _resumes;

    /// <param name="cmdlet">The cmdlet whose pipeline it is.</param>
    /// <param name="isVerbose">Whether each user gets a verbose line.</param>
    /// <param name="resumes">Whether users whose scan was not started were scanned before.</param>
    /// <param name="records">Takes the records that a user's scan script left.</param>
    public BatchPump(Cmdlet cmdlet, bool isVerbose, bool resumes, Func<string, IReadOnlyList<object>> records) =>
        (_cmdlet, _isVerbose, _resumes, _records) = (cmdlet, isVerbose, resumes, records);

    /// <summary>A log for machines that gets a line of each user; null for none.</summary>
    public BatchLog? Log { get; init; }

    /// <summary>Whether users that failed are rows alone, not errors too.</summary>
    public bool IsSilentOfUsers { get; init; }

    /// <summary>Whether the batch came to its end.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Runs the batch to its end. A stopped pipeline comes out as the exception that says so.</summary>
    /// <param name="runner">The batch.</param>
    /// <param name="activity">What the progress bar says of it.</param>
    /// <param name="cancellationToken">Stops the batch.</param>
    public void Run(BatchRunner runner, string activity, CancellationToken cancellationToken)
    {
        using BatchProgressBar bar = new(_cmdlet, runner.Progress, activity);
        using EventPump<BatchEvent> events = new(runner.RunAsync, cancellationToken);
        while (events.MoveNext(bar.Update))
        {
            if (events.Current is BatchFinished)
            {
                // Before the batch comes out: what reads it down the pipeline prints, and takes its time.
                bar.Dispose();
                Write(events.Current);
                continue;
            }

            Write(events.Current);
            bar.Update();
        }
    }

    private void Write(BatchEvent happened)
    {
        switch (happened)
        {
            case UserFinished user:
                Log?.User(user);
                WriteUser(user);
                break;
            case BatchWarning warning:
                _cmdlet.WriteWarning(warning.Message);
                break;
            case BatchFinished finished:
                IsFinished = true;
                Log?.Finished(finished.Run);
                _cmdlet.WriteObject(finished.Run);
                if (finished.Run is { Status: BatchStatus.Failed, UsersAttempted: > 0 })
                {
                    _cmdlet.WriteError(ErrorRecords.BatchFailed(finished.Run));
                }

                break;
        }
    }

    private void WriteUser(UserFinished user)
    {
        foreach (var record in _records(user.Result.User))
        {
            WriteRecord(record);
        }

        if (_isVerbose)
        {
            var how = user.Result.Succeeded ? user.Result.RunRoot! : user.Result.Error!;
            var effort = user.Attempts == 0 ? (_resumes && user.Result.Succeeded ? ", scanned before" : "") : string.Create(CultureInfo.InvariantCulture, $" in {user.Elapsed.TotalSeconds:F1} s, {Count.Of(user.Attempts, "attempt")}");
            _cmdlet.WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"{user.Number} {user.Result.User}: {user.Result.Status}{effort}: {how}"));
        }

        if (!user.Result.Succeeded && !IsSilentOfUsers)
        {
            _cmdlet.WriteError(ErrorRecords.UserFailed(user));
        }
    }

    private void WriteRecord(object record)
    {
        switch (record)
        {
            case ErrorRecord error:
                _cmdlet.WriteError(error);
                break;
            case WarningRecord warning:
                _cmdlet.WriteWarning(warning.Message);
                break;
            case VerboseRecord verbose:
                _cmdlet.WriteVerbose(verbose.Message);
                break;
            case InformationRecord information:
                _cmdlet.WriteInformation(information);
                break;
        }
    }
}
