using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using PolyTool.Hosting;

namespace PolyTool.Module.Tests.Pwsh;

/// <summary>
/// A real pwsh, run as a process of its own. It finds the built module by name, as where it is installed; nothing of the
/// user's profile is read.
/// </summary>
internal sealed class PwshProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private PwshProcess(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        Prepare(start);
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, e) => Add(_output, e.Data);
        _process.ErrorDataReceived += (_, e) => Add(_errors, e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>pwsh's assembly, for <c>dotnet exec</c>: the .NET tool that the build restores.</summary>
    public static string Assembly { get; } = typeof(PwshProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "Pwsh").Value!;

    /// <summary>A shell that started the tests in the background lets all below it ignore Ctrl-C, which some of them send.</summary>
    private static bool IsCtrlCIgnored { get; } = OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status")
        .Any(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0);

    /// <summary>Sets what every start of pwsh in a test needs: the module's place, no telemetry, no colours.</summary>
    public static void Prepare(ProcessStartInfo start)
    {
        start.Environment["PSModulePath"] = Checkout.Find("output");
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["NO_COLOR"] = "1";
    }

    /// <summary>Runs pwsh to its end.</summary>
    /// <param name="folder">The current location.</param>
    /// <param name="arguments">pwsh's arguments, after <c>-NoProfile -NonInteractive</c>.</param>
    public static PwshResult Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return process.Wait();
    }

    /// <summary>Starts pwsh.</summary>
    public static PwshProcess Start(string folder, params string[] arguments) => Start(folder, heapLimit: null, arguments);

    /// <summary>Starts pwsh with a limit of its managed heap.</summary>
    /// <param name="folder">The current location.</param>
    /// <param name="heapLimit">The limit in bytes; null for none.</param>
    /// <param name="arguments">pwsh's arguments, after <c>-NoProfile -NonInteractive</c>.</param>
    public static PwshProcess Start(string folder, long? heapLimit, string[] arguments)
    {
        string[] command = ["dotnet", "exec", Assembly, "-NoProfile", "-NonInteractive", .. arguments];
        ProcessStartInfo start = IsCtrlCIgnored ? new("env", ["--default-signal=INT", .. command]) : new(command[0], command[1..]);
        start.WorkingDirectory = folder;
        if (heapLimit is { } bytes)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = bytes.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        }

        return new(start);
    }

    /// <summary>Waits until something was printed.</summary>
    public void WaitForOutput() => Assert.True(SpinWait.SpinUntil(() =>
    {
        lock (_output)
        {
            return _output.Length > 0;
        }
    }, TimeSpan.FromSeconds(60)), "pwsh printed nothing.");

    /// <summary>Sends SIGINT (2) or SIGTERM (15).</summary>
    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Waits for the end.</summary>
    /// <param name="patience">How long at most; a minute where nothing is said.</param>
    public PwshResult Wait(TimeSpan? patience = null)
    {
        if (!_process.WaitForExit(patience ?? TimeSpan.FromSeconds(60)))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail("pwsh did not end.");
        }
        _process.WaitForExit();
        return new PwshResult(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (text)
        {
            text.Append(line).Append('\n');
        }
    }
}

/// <summary>What a run of pwsh left.</summary>
internal sealed record PwshResult(int ExitCode, string Output, string Errors);
