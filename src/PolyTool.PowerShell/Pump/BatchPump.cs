using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Batches;
using PolyTool.PowerShell.Support;

namespace PolyTool.PowerShell.Pump;

/// <summary>Writes what a running batch tells to the pipeline, each user in turn.</summary>
/// <param name="cmdlet">The cmdlet whose pipeline it is.</param>
/// <param name="isVerbose">Whether each user gets a verbose line.</param>
/// <param name="resumes">Whether users whose scan was not started were scanned before.</param>
/// <param name="records">Takes what a user's scan script wrote to the streams beside its output.</param>
internal sealed class BatchPump(Cmdlet cmdlet, bool isVerbose, bool resumes, Func<string, IReadOnlyList<Action<Cmdlet>>> records) : IBatchListener
{
    private BatchProgressBar? _bar;

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
        using BatchProgressBar bar = new(cmdlet, runner.Progress, activity);
        using EventPump<BatchEvent> events = new(runner.RunAsync, cancellationToken);
        _bar = bar;
        while (events.MoveNext(bar.Update))
        {
            events.Current.TellTo(this);
        }
    }

    public void OnUser(UserFinished user)
    {
        Log?.User(user);
        foreach (var write in records(user.Result.User))
        {
            write(cmdlet);
        }

        if (isVerbose)
        {
            var how = user.Result.Succeeded ? user.Result.RunRoot! : user.Result.Error!;
            var effort = user.Attempts == 0 ? (resumes && user.Result.Succeeded ? ", scanned before" : "") : string.Create(CultureInfo.InvariantCulture, $" in {user.Elapsed.TotalSeconds:F1} s, {Count.Of(user.Attempts, "attempt")}");
            cmdlet.WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"{user.Number} {user.Result.User}: {user.Result.Status}{effort}: {how}"));
        }

        if (!user.Result.Succeeded && !IsSilentOfUsers)
        {
            cmdlet.WriteError(ErrorRecords.UserFailed(user));
        }

        _bar?.Update();
    }

    public void OnWarning(string message)
    {
        cmdlet.WriteWarning(message);
        _bar?.Update();
    }

    public void OnNote(string message)
    {
        cmdlet.WriteVerbose(message);
        _bar?.Update();
    }

    public void OnFinished(BatchRun run)
    {
        // Before the batch comes out: what reads it down the pipeline prints, and takes its time.
        _bar?.Dispose();
        IsFinished = true;
        Log?.Finished(run);
        if (run.UsersReused > 0 && !resumes)
        {
            cmdlet.WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"{run.UsersReused} of {Count.Of(run.UsersAttempted, "user")} had not changed and were taken over from the last aggregation."));
        }

        cmdlet.WriteObject(run);
        if (run is { Status: BatchStatus.Failed, UsersAttempted: > 0 })
        {
            cmdlet.WriteError(ErrorRecords.BatchFailed(run));
        }
    }
}
