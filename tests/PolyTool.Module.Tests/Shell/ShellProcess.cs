using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace PolyTool.Module.Tests.Shell;

/// <summary>The built shell, run as a process of its own.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly string s_program = typeof(ShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "Shell").Value!;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ShellProcess(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", s_program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, e) => Add(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Add(_errors, e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs the shell to its end.</summary>
    public static ShellResult Run(string folder, params string[] arguments)
    {
        using ShellProcess shell = Start(folder, arguments);
        return shell.Wait();
    }

    /// <summary>Starts the shell.</summary>
    public static ShellProcess Start(string folder, params string[] arguments) => new(folder, arguments);

    /// <summary>Waits until something was printed.</summary>
    public void WaitForOutput() => Assert.True(SpinWait.SpinUntil(() =>
    {
        lock (_output)
            return _output.Length > 0;
    }, TimeSpan.FromSeconds(60)), "The shell printed nothing.");

    /// <summary>Sends SIGINT (2) or SIGTERM (15).</summary>
    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Waits for the end.</summary>
    public ShellResult Wait()
    {
        if (!_process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail("The shell did not end.");
        }
        _process.WaitForExit();
        return new ShellResult(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }
}

/// <summary>What a run of the shell left.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Errors);
