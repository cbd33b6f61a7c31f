using System.Diagnostics;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Batches;

/// <summary>Scans users, keeps the journal, and takes from it what an interrupted run has done.</summary>
internal sealed class ScanWork : BatchWork
{
    private readonly ScanRequest _request;
    private readonly PatientScanner _scanner;
    private readonly EpochClock _clock;
    private readonly DoneRunRoots _done;
    private readonly JournalWriter _journal;
    private readonly CancellationTokenSource _deadline;
    private readonly RealPath _realPath = new();
    private readonly KnownSecrets _secrets;

    private readonly JournalHeader _header;

    private ScanWork(ScanRequest request, DoneRunRoots done, JournalWriter journal, JournalHeader header)
        : base(request.Count)
    {
        (_request, _done, _journal, _header) = (request, done, journal, header);
        _scanner = new(request.Scanner, request.Flags, request.Policy, request.Time);
        _secrets = KnownSecrets.Of(request.Flags.ApiBaseUrl, request.ScannerName);
        _clock = EpochClock.From(request.Time);
        _deadline = request.Timeout is { } limit ? new(limit, request.Time) : new();
        StopLine = new(request.FailureLimit?.AtMostOf(request.Count));
        Header = new(request.Folder.BatchId, request.Folder.CreatedAt, request.Folder.RecordedPath, request.UsersFile, request.Flags);
    }

    public override LeaderboardHeader Header { get; }

    public override StopLine StopLine { get; }

    public override bool LeavesOutDoubles => false;

    public override string? JournalPath => _request.Folder.JournalPath;

    /// <summary>Opens the journal: a new one, or the one to go on with.</summary>
    /// <exception cref="Failure"><c>ResumeDiffers</c>, or what the journal's reader and writer throw.</exception>
    public static ScanWork Open(ScanRequest request, CancellationToken cancellationToken)
    {
        var path = request.Folder.JournalPath;
        var header = JournalHeader.Of(request.Folder, request.Users, request.ScannerName, request.Flags, request.MinSucceeded?.AtLeastOf(request.Count), JournalShard.Of(request.Part));
        if (!request.Resume)
        {
            return new(request, new(0), JournalWriter.Create(path, header, []), header);
        }

        var before = JournalReader.ReadHeader(path);
        var differences = before.DifferencesTo(header);
        if (differences.Count > 0 && !request.Force)
        {
            throw new Failure(
                "ResumeDiffers",
                $"Batch '{request.Folder.BatchId}' was started otherwise; what differs: {string.Join("; ", differences)}. Give the same again, or go on as it is with -Force.",
                request.Folder.BatchId);
        }

        if (!request.Force)
        {
            return new(request, JournalReader.ReadRunRoots(path, request.Users, cancellationToken), JournalWriter.Open(path), header);
        }

        // Damaged lines go, and the first line says what is asked for now.
        var succeeded = JournalReader.ReadSucceeded(path, skipDamaged: true, cancellationToken);
        DoneRunRoots done = new(request.Count);
        for (var i = 0; i < request.Count; i++)
        {
            done.Set(i, succeeded.GetValueOrDefault(request.Users[i])?.RunRoot);
        }

        return new(request, done, JournalWriter.Create(path, header with { MinSucceeded = header.MinSucceeded ?? before.MinSucceeded }, succeeded.Values), header);
    }

    public override string NameOf(int number) => _request.Users[number - 1];

    public override int PositionOf(int number) => _request.Part?.Positions[number - 1] ?? number;

    public override ShardWriter? OpenShard(LeaderboardArtifacts artifacts) => _request.Part is null ? null : ShardWriter.Open(artifacts, _header, _request);

    public override async Task<WorkResult> RunAsync(int number, CancellationToken cancellationToken)
    {
        WorkResult result = new(number, _request.Users[number - 1]);
        if (Reuse(result, cancellationToken) is { } known)
        {
            return known;
        }

        using var scan = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _deadline.Token);
        if (!StopLine.TryStart(number, scan))
        {
            return result;
        }

        try
        {
            result = await ScanAsync(result, scan.Token).ConfigureAwait(false);
        }
        finally
        {
            StopLine.End(number);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    public override Task CompleteAsync() => _journal.CompleteAsync();

    public override async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync().ConfigureAwait(false);
        _deadline.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private WorkResult? Reuse(WorkResult result, CancellationToken cancellationToken)
    {
        if (_done.Take(result.Number - 1) is not { } runRoot)
        {
            return null;
        }

        GivenPath root = new(runRoot, PhysicalPath.Of(runRoot, _request.BaseDirectory));
        var reading = Read(_request, root, cancellationToken);
        return reading.Defect is null ? At(result with { IsReused = true }, root).With(reading) : null;
    }

    private async Task<WorkResult> ScanAsync(WorkResult result, CancellationToken cancellationToken)
    {
        var started = _clock.UtcNow;
        var start = Stopwatch.GetTimestamp();
        var attempts = 0;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = await OutcomeAsync(result, () => attempts++, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // By the deadline, or by the end of the batch, where nobody asks for the result.
            return result.Failed("BatchTimedOut", "The time limit of the batch (-TimeoutSeconds) was reached before this user was done.")
                with
            { IsCut = true, Attempts = attempts };
        }

        if (result.Error is not null)
        {
            // First of all: from now on nobody after this user starts.
            StopLine.Fail(result.Number);
        }

        var elapsed = _clock.IsFixed ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start);
        result = result with { Attempts = attempts, Elapsed = elapsed };
        JournalEntry entry = new(
            PositionOf(result.Number), result.User, result.Error is null ? result.RunRoot?.Typed : null, attempts, started, (long)elapsed.TotalMilliseconds, result.Error);
        await _journal.AppendAsync(entry, CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    private async Task<WorkResult> OutcomeAsync(WorkResult result, Action onAttempt, CancellationToken cancellationToken)
    {
        if (PythonText.HasLoneSurrogate(result.User))
        {
            return result.Failed("UserNotText", "The user's name holds half a character (a lone surrogate) and was not scanned.");
        }

        try
        {
            var said = await _scanner.ScanAsync(result.User, onAttempt, cancellationToken).ConfigureAwait(false);
            var root = said.Known ?? RunRootLocator.Locate(said.RunRoot, _request.BaseDirectory);
            return At(result, root).With(Read(_request, root, cancellationToken));
        }
        catch (Failure failure) when (!cancellationToken.IsCancellationRequested)
        {
            return result.Failed(failure.Code, _secrets.Hide(failure.Message));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A scanner that breaks its contract costs its user, not the batch.
            return result.Failed("ScanFailed", _secrets.Hide($"The scan broke off with {error.GetType().Name}: {error.Message}"));
        }
    }

    private WorkResult At(WorkResult result, GivenPath root) =>
        result with { RunRoot = root, RunRootKey = TextKey.Of(_realPath.Of(root.Full)) };
}
