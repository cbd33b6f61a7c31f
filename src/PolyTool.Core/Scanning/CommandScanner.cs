using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;

namespace PolyTool.Core.Scanning;

/// <summary>
/// Scans a user by running a program, without a shell: its arguments, then those of <see cref="ScanArguments"/>. The scan
/// ends when the program ends. Cancelling kills the program and all that it started, except what has detached itself.
/// </summary>
/// <param name="program">Full path of the program, see <see cref="CommandPath"/>.</param>
/// <param name="arguments">Its first arguments, passed as they are.</param>
/// <param name="workingDirectory">The full path that it runs in.</param>
/// <param name="logs">Where its output goes.</param>
public sealed class CommandScanner(string program, IReadOnlyList<string> arguments, string workingDirectory, ScanLogs logs) : IUserScanner
{
    // A child of the program may hold its outputs open for ever; its own last output is there at once.
    private static readonly TimeSpan s_lastOutput = TimeSpan.FromSeconds(1);

    private readonly string _program = program;
    private readonly IReadOnlyList<string> _arguments = arguments;
    private readonly string _workingDirectory = workingDirectory;
    private readonly ScanLogs _logs = logs;

    /// <inheritdoc/>
    public async Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OutputLines output = new(keep: 1);
        OutputLines errors = new(keep: 5);
        var exitCode = await RunAsync(user, flags, output, errors, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            var said = errors.Last.Count > 0 ? ": " + string.Join('\n', errors.Last) : ", and said nothing on its standard error.";
            throw new Failure(
                "ScanCommandFailed",
                string.Create(CultureInfo.InvariantCulture, $"The command ended with exit code {exitCode}{said}"),
                canPass: CanPass(exitCode));
        }

        return new ScanResult(output.RunRoot ?? LastLineIfFolder(output) ?? throw new Failure(
            "NoRunRoot",
            $"The command ended well but named no run root: no line 'Run root: <path>', and its last line is no folder. See {_logs.RelativePathOf(user)} in the batch root."));
    }

    // 2 and 64: wrong usage; 126 and 127: a shell's "cannot run" and "not found". These stay as they are.
    private static bool CanPass(int exitCode) => exitCode is not (2 or 64 or 126 or 127);

    // No such file, not allowed, not a program: these stay. Too many processes, files or too little memory pass.
    private static bool CanPass(Exception error) => error is Win32Exception { NativeErrorCode: not (2 or 3 or 5 or 8 or 13 or 193) };

    private string? LastLineIfFolder(OutputLines output) =>
        output.Last.FirstOrDefault() is { } line
        && !line.Contains('\0', StringComparison.Ordinal)
        && Directory.Exists(PhysicalPath.Of(line, _workingDirectory)) ? line : null;

    private async Task<int> RunAsync(string user, ScanFlags flags, OutputLines output, OutputLines errors, CancellationToken cancellationToken)
    {
        using var process = Start(user, flags);
        using RunningPrograms running = new(process);
        using ScanLog log = new(_logs.PathOf(user));
        var secrets = KnownSecrets.Of([flags.ApiBaseUrl, .. _arguments]);
        using CancellationTokenSource reading = new();
        var bothOutputs = Task.WhenAll(
            FollowAsync(process.StandardOutput.BaseStream, output, new(secrets, log.Write), reading.Token),
            FollowAsync(process.StandardError.BaseStream, errors, new(secrets, log.Write), reading.Token));
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(process).ConfigureAwait(false);
            await reading.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            reading.CancelAfter(s_lastOutput);
            await bothOutputs.ConfigureAwait(false);
        }

        return process.ExitCode;
    }

    private Process Start(string user, ScanFlags flags)
    {
        // Arguments end at a NUL in every system: the program would scan somebody else.
        if (user.Contains('\0', StringComparison.Ordinal))
        {
            throw new Failure("UserNotAnArgument", "The user's name holds a NUL character, which no program's argument can hold; it was not scanned.");
        }

        ProcessStartInfo start = new(_program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _workingDirectory,
        };
        foreach (var argument in _arguments.Concat(ScanArguments.Of(user, flags)))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            // A program that asks something finds the end of its input instead of waiting for ever.
            process.StandardInput.Close();
            return process;
        }
        catch (Exception error) when (error is Win32Exception or IOException or ArgumentException)
        {
            throw new Failure("ScanCommandNotStarted", $"The command '{_program}' cannot be started: {error.Message}", canPass: CanPass(error), cause: error);
        }
    }

    private static async Task FollowAsync(Stream stream, OutputLines lines, SecretFilter log, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                lines.Add(buffer.AsSpan(0, read));
                log.Write(buffer.AsSpan(0, read));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The program is gone; what it said until now counts.
        }

        lines.Complete();
        log.Complete();
    }

    private static async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(5));
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException or OperationCanceledException)
        {
            // It has ended, or the system does not let us end it: there is no more that we can do.
        }
    }
}
