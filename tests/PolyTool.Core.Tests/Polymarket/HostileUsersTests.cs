using System.Diagnostics;

namespace PolyTool.Core.Tests.Polymarket;

/// <summary>The trial of good users beside hostile ones, in a process whose heap may hold 500 MB.</summary>
public sealed class HostileUsersTests
{
    private const string HeapLimit = "1DCD6500";

    [Fact]
    public async Task Whatever_hostile_users_get_good_ones_have_their_rows_at_a_heap_of_500_MB()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(HostileUsersTrial).Assembly.Location, "-class", typeof(HostileUsersTrial).FullName!, "-explicit", "only", "-noColor"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var told = await output;
        Assert.True(process.ExitCode == 0 && told.Contains("Total: 20, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0", StringComparison.Ordinal), $"{told}\n{await errors}");
    }
}
