using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Batches;

namespace PolyTool.PowerShell.Pump;

/// <summary>The one progress bar of a batch: at most five updates a second, and gone in every ending.</summary>
internal sealed class BatchProgressBar : IDisposable
{
    private const int ActivityId = 0x504f4c59;
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly Cmdlet _cmdlet;
    private readonly BatchProgress _progress;
    private readonly string _activity;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _last;
    private bool _isShown;

    public BatchProgressBar(Cmdlet cmdlet, BatchProgress progress, string activity) =>
        (_cmdlet, _progress, _activity) = (cmdlet, progress, activity);

    /// <summary>Shows how far the batch is, unless it was shown just now.</summary>
    public void Update()
    {
        if (Stopwatch.GetElapsedTime(_last == 0 ? _start : _last) < s_interval)
        {
            return;
        }

        _last = Stopwatch.GetTimestamp();
        _isShown = true;
        _cmdlet.WriteProgress(Record(_activity, _progress.Total, _progress.Finished, _progress.Failed, _progress.Reused, Stopwatch.GetElapsedTime(_start)));
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (!_isShown)
        {
            return;
        }

        _isShown = false;
        try
        {
            _cmdlet.WriteProgress(new(ActivityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline takes no more records; its host clears the bar itself.
        }
    }

    internal static ProgressRecord Record(string activity, int total, int finished, int failed, int reused, TimeSpan elapsed)
    {
        // What an earlier run did says nothing of how fast this one is.
        var perMinute = (finished - reused) / Math.Max(elapsed.TotalMinutes, 1e-9);
        var status = string.Create(CultureInfo.InvariantCulture, $"{finished} of {Support.Count.Of(total, "user")}, {failed} failed, {perMinute:F0} a minute");
        return new(ActivityId, activity, status)
        {
            PercentComplete = total == 0 ? 100 : (int)(100L * finished / total),
            SecondsRemaining = perMinute > 0 ? (int)Math.Min((total - finished) / perMinute * 60, int.MaxValue) : -1,
        };
    }
}
