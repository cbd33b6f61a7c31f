using PolyTool.Core.Failures;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Scanning;

public class PatientScannerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failure_that_can_pass_is_tried_again()
    {
        var (attempts, result) = await RunAsync(3, attempt => attempt < 3 ? throw Failed(canPass: true) : new("r"));
        Assert.Equal((3, "r"), (attempts, result!.RunRoot));
    }

    [Fact]
    public async Task A_failure_that_cannot_pass_is_not()
    {
        var (attempts, result) = await RunAsync(3, _ => throw Failed(canPass: false));
        Assert.Equal((1, null), (attempts, result));
    }

    [Fact]
    public async Task Retries_end()
    {
        var (attempts, result) = await RunAsync(2, _ => throw Failed(canPass: true));
        Assert.Equal((3, null), (attempts, result));
    }

    [Fact]
    public async Task A_time_out_cancels_the_attempt_and_counts_as_a_failure_that_can_pass()
    {
        var attempts = 0;
        var cancelled = 0;
        PatientScanner scanner = new(
            new Scanner(async token =>
            {
                token.Register(() => cancelled++);
                await Task.Delay(Timeout.Infinite, token);
                return new ScanResult("r");
            }),
            ScanFlags.None,
            new() { UserTimeout = TimeSpan.FromMilliseconds(20), RetryCount = 1, RetryDelay = TimeSpan.Zero },
            TimeProvider.System);
        var error = await Assert.ThrowsAsync<Failure>(() => scanner.ScanAsync("@a", () => attempts++, Token));
        Assert.Equal(("ScanTimedOut", 2, 2), (error.Code, attempts, cancelled));
    }

    private static Failure Failed(bool canPass) => new("Some", "some failure", canPass: canPass);

    private static async Task<(int Attempts, ScanResult? Result)> RunAsync(int retries, Func<int, ScanResult> scan)
    {
        var attempts = 0;
        PatientScanner scanner = new(
            new Scanner(_ => Task.FromResult(scan(attempts))),
            ScanFlags.None,
            new() { RetryCount = retries, RetryDelay = TimeSpan.Zero },
            TimeProvider.System);
        try
        {
            return (attempts, await scanner.ScanAsync("@a", () => attempts++, Token)) is var (_, result) ? (attempts, result) : default;
        }
        catch (Failure)
        {
            return (attempts, null);
        }
    }

    private sealed class Scanner(Func<CancellationToken, Task<ScanResult>> scan) : IUserScanner
    {
        public Task<ScanResult> ScanAsync(string user, ScanFlags flags, CancellationToken cancellationToken) => scan(cancellationToken);
    }
}
