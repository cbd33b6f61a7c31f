using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PolyTool.Shell;

/// <summary>One run of the engine: opens it with the module, runs what was asked for, and answers the exit code.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly ShellHost _host = new();
    private readonly Runspace _runspace;
    private readonly Interruption _interruption = new();

    private ShellSession(string manifest)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(manifest);
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="line">The command or script.</param>
    /// <param name="manifest">The module's manifest.</param>
    /// <returns>The exit code.</returns>
    public static int Run(CommandLine line, string manifest)
    {
        try
        {
            using var session = new ShellSession(manifest);
            return line.Action == ShellAction.File ? session.RunFile(line) : session.RunCommand(line.Text);
        }
        catch (RuntimeException e)
        {
            Console.Error.WriteLine($"polytool: {e.Message}");
            return ExitCode.Failure;
        }
    }

    /// <summary>Closes the engine.</summary>
    public void Dispose()
    {
        _interruption.Dispose();
        _runspace.Dispose();
        _host.Dispose();
    }

    private int RunCommand(string text)
    {
        bool ended = Invoke(StatusMark.AddTo(text));
        return _interruption.ExitCode ?? _host.ExitCode
            ?? (ended && StatusMark.Read(_runspace) ? ExitCode.Success : ExitCode.Failure);
    }

    private int RunFile(CommandLine line)
    {
        bool ended = Invoke(StatusMark.AddTo(ScriptCall.Text(line.Text, line.Arguments)));
        if ((_interruption.ExitCode ?? _host.ExitCode) is { } code)
            return code;
        if (!ended)
            return ExitCode.Failure;
        if (StatusMark.Read(_runspace))
            return ExitCode.Success;
        // A script's `exit n` leaves n in $LASTEXITCODE and a failed status; a program that the script ran leaves its
        // code there too, but no failed status.
        if (_runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int exit)
            return exit;
        // Arguments that the script does not take end the call; errors that it only wrote do not.
        return _runspace.SessionStateProxy.GetVariable("Error") is ArrayList { Count: > 0 } errors
            && errors[0] is ErrorRecord { Exception: ParameterBindingException, InvocationInfo.MyCommand: ExternalScriptInfo }
            ? ExitCode.Failure
            : ExitCode.Success;
    }

    // Answers whether it ran to its end; a terminating error is shown as any other error.
    private bool Invoke(string text)
    {
        try
        {
            Show(new Command(text, isScript: true));
            return true;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException e)
        {
            using (_host.RedirectToErrors())
            using (Pipeline pipeline = _runspace.CreatePipeline())
            {
                pipeline.Commands.Add("Out-Default");
                pipeline.Invoke(new[] { e.ErrorRecord });
            }
            return false;
        }
    }

    private void Show(Command command)
    {
        using Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");
        using (_interruption.Watch(pipeline))
            pipeline.Invoke();
    }
}
