using System.Diagnostics;
using System.Reflection;

namespace PolyTool.Benchmarks.Import;

/// <summary>A real pwsh of the version that the module is tested on, a process for each script.</summary>
internal static class FreshPwsh
{
    public static string ModuleFolder { get; } = Setting("ModuleFolder");

    /// <summary>A text as a script's literal.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Runs a script and answers what it wrote.</summary>
    public static async Task<string> RunAsync(string script, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Setting("Pwsh"), "-NoProfile", "-NonInteractive", "-Command", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"pwsh ended with {process.ExitCode}: {script}");
    }

    private static string Setting(string key) => typeof(FreshPwsh).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
