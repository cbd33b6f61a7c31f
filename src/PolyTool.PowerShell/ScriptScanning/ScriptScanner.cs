using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using PolyTool.Core.Failures;
using PolyTool.Core.RunRoots;
using PolyTool.Core.Scanning;

namespace PolyTool.PowerShell.ScriptScanning;

/// <summary>
/// Scans a user by running a script block: <c>param($User, $ScanFlags)</c>, one path or run root out. As many runspaces as
/// scans at once, each used again and again.
/// </summary>
internal sealed class ScriptScanner(ScriptScanOptions options) : IUserScanner, IDisposable
{
    private static readonly HashSet<ErrorCategory> s_lasting =
    [
        ErrorCategory.InvalidArgument, ErrorCategory.InvalidType, ErrorCategory.ObjectNotFound, ErrorCategory.ParserError,
        ErrorCategory.SyntaxError, ErrorCategory.NotImplemented, ErrorCategory.NotInstalled, ErrorCategory.NotEnabled,
        ErrorCategory.PermissionDenied, ErrorCategory.SecurityError, ErrorCategory.AuthenticationError,
    ];

    private readonly ConcurrentBag<ScriptRunspace> _idle = [];
    private readonly ConcurrentDictionary<string, List<Action<Cmdlet>>> _records = new(StringComparer.Ordinal);
    private readonly ScriptScanOptions _options = options;
    private volatile bool _isDisposed;
    private static int s_open;

    /// <summary>Runspaces of all scanners that are open now: tests hold it to zero after every ending.</summary>
    internal static int AllOpenRunspaces => Volatile.Read(ref s_open);

    public async Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var runspace = _idle.TryTake(out var idle) ? idle : Open();
        ScriptRun run;
        try
        {
            run = await runspace.RunAsync([user, flags], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also after a time-out: opening another one takes longer than many a scan, so that one time-out would bring on the next.
            if (runspace.IsReusable)
            {
                GiveBack(runspace);
            }
            else
            {
                Close(runspace);
            }
        }

        if (run.Records.Count > 0)
        {
            _records.GetOrAdd(user, static _ => []).AddRange(run.Records);
        }

        return new ScanResult(RunRootOf(run));
    }

    /// <summary>Takes what a user's script wrote to the streams beside its output, all attempts in order.</summary>
    /// <returns>The records; they are handed out once.</returns>
    public IReadOnlyList<Action<Cmdlet>> TakeRecords(string user) => _records.TryRemove(user, out var records) ? records : [];

    public void Dispose()
    {
        _isDisposed = true;
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var runspace))
        {
            runspace.Dispose();
            Interlocked.Decrement(ref s_open);
        }
    }

    private void GiveBack(ScriptRunspace runspace)
    {
        _idle.Add(runspace);
        if (_isDisposed)
        {
            // Nobody waited for this scan.
            CloseIdle();
        }
    }

    private ScriptRunspace Open()
    {
        ScriptRunspace runspace = new(_options);
        Interlocked.Increment(ref s_open);
        return runspace;
    }

    // Not waited for: a script that does not stop would hold the caller up.
    private static void Close(ScriptRunspace runspace) => _ = Task.Run(() =>
    {
        runspace.Dispose();
        Interlocked.Decrement(ref s_open);
    });

    private string RunRootOf(ScriptRun run)
    {
        if (run.Error is { } error)
        {
            throw FailureOf(error);
        }

        if (run.ExitCode is { } code)
        {
            throw new Failure(
                "ScanScriptExited", string.Create(CultureInfo.InvariantCulture, $"The scan script ended with 'exit {code}' instead of returning a run root."), canPass: true);
        }

        return run.Output switch
        {
            [] => throw new Failure("NoRunRoot", "The scan script returned nothing. It returns the path of a run root."),
            [{ BaseObject: string path }] => path,
            [{ BaseObject: RunRoot root }] => PathOf(root),
            [{ } other] => throw new Failure(
                "RunRootNotAPath", $"The scan script returned a {other.BaseObject.GetType().Name}. It returns the path of a run root, or a RunRoot."),
            [null] => throw new Failure("NoRunRoot", "The scan script returned null. It returns the path of a run root."),
            _ => throw new Failure(
                "RunRootAmbiguous",
                string.Create(CultureInfo.InvariantCulture, $"The scan script returned {run.Output.Count} objects. It returns one path of a run root; send other output to Out-Null or a stream.")),
        };
    }

    // As typed where that leads to the same folder from here, so that files record what the script said.
    private string PathOf(RunRoot root) =>
        string.Equals(Path.GetFullPath(root.Path, _options.Location), Path.GetFullPath(root.FullPath), StringComparison.Ordinal) ? root.Path : root.FullPath;

    private static Failure FailureOf(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is Failure failure)
            {
                return failure;
            }
        }

        var record = (error as IContainsErrorRecord)?.ErrorRecord;
        return new Failure(
            "ScanScriptFailed", record?.ToString() ?? error.Message, canPass: record is null || !s_lasting.Contains(record.CategoryInfo.Category), cause: error);
    }
}
