using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Batches;

/// <summary>
/// A log for machines: a line of JSON for each user and one for the batch, each on the disk's way when it is written. Lines
/// are added to what is there, so one file holds many nights. A log that breaks off (a full disk) costs no batch.
/// </summary>
public sealed class BatchLog : IDisposable
{
    private readonly FileStream _file;
    private readonly string _batchId;
    private readonly EpochClock _clock;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly ArrayBufferWriter<byte> _line = new();

    private BatchLog(FileStream file, string batchId, EpochClock clock) => (_file, _batchId, _clock) = (file, batchId, clock);

    /// <summary>Why no more lines can be written; null as long as they can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Opens a log; its folder is made where it is missing.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="batchId">The batch whose lines come.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">It cannot be opened for writing.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static BatchLog Open(string path, string batchId, TimeProvider time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return new(file, batchId, EpochClock.From(time));
    }

    /// <summary>A user has a row.</summary>
    public void User(UserFinished user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var row = user.Result;
        Write("user", row.Status, user.Elapsed, json =>
        {
            json.WriteNumber("number", user.Number);
            json.WriteString("user", row.User);
            json.WriteNumber("attempts", user.Attempts);
            json.WriteString("run_root", row.RunRoot);
            json.WriteString("error_id", user.FailureCode);
            json.WriteString("error", row.Error);
        });
    }

    /// <summary>The batch is there, its files are written.</summary>
    public void Finished(BatchRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Batch(run.Status, run.UsersAttempted, run.UsersSucceeded, run.UsersFailed, run.BatchRoot, null);
    }

    /// <summary>The batch was stopped, or could not go on; nothing was written but its journal.</summary>
    /// <param name="batchRoot">Its folder.</param>
    /// <param name="progress">How far it came.</param>
    /// <param name="error">Why; null where somebody stopped it.</param>
    public void Stopped(string batchRoot, BatchProgress progress, Failure? error)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Batch(error?.Code ?? BatchStatus.Interrupted, progress.Total, progress.Finished - progress.Failed, progress.Failed, batchRoot, error?.Message);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void Batch(string result, int users, int succeeded, int failed, string batchRoot, string? error) =>
        Write("batch", result, Stopwatch.GetElapsedTime(_start), json =>
        {
            json.WriteNumber("users", users);
            json.WriteNumber("succeeded", succeeded);
            json.WriteNumber("failed", failed);
            json.WriteString("batch_root", batchRoot);
            json.WriteString("error", error);
        });

    private void Write(string kind, string result, TimeSpan elapsed, Action<Utf8JsonWriter> more)
    {
        if (Trouble is not null)
        {
            return;
        }

        _line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(_line))
        {
            json.WriteStartObject();
            json.WriteString("time", _clock.UtcNow.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("batch_id", _batchId);
            json.WriteString("kind", kind);
            json.WriteString("result", result);
            json.WriteNumber("seconds", _clock.IsFixed ? 0 : Math.Round(elapsed.TotalSeconds, 3));
            more(json);
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        try
        {
            // In one piece: who reads along, or writes to the same file, meets whole lines.
            _file.Write(_line.WrittenSpan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Trouble = error.Message;
        }
    }
}
