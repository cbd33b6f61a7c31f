using System.Runtime.InteropServices;
using PolyTool.Core.Batches;
using PolyTool.Core.Failures;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Batches;

/// <summary>A process that has hardly a handle left: whatever fails for it is told in our words, with a stable id.</summary>
[Collection(AloneCollection.Name)]
public sealed class FewHandlesTests : IDisposable
{
    private const int Most = 60;
    private const int NumberOfFiles = 7;
    private readonly TestBatch _batch = new();
    private readonly List<FileStream> _held = [];
    private readonly Limit _before;

    public FewHandlesTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Handles are counted as Linux counts them.");
        Assert.Equal(0, GetLimit(NumberOfFiles, out _before));
    }

    public void Dispose()
    {
        _ = SetLimit(NumberOfFiles, in _before);
        Release(_held.Count);
        _batch.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_needs_a_handle_that_is_not_to_be_had_is_a_failure_of_ours(bool scans)
    {
        string[] users = [.. Enumerable.Range(0, 12).Select(i => $"u{i}")];
        string[] roots = [.. users.Select(user => _batch.RunRoot(user))];
        var whole = 0;
        var stopped = 0;
        var damaged = 0;
        // What assemblies it takes is loaded before: their files need handles too.
        await TestBatch.RunAsync(Request());
        for (var free = 0; free < Most; free += 3)
        {
            try
            {
                Exhaust(free);
                var events = await TestBatch.RunAsync(Request());
                whole += events.OfType<UserFinished>().All(static user => user.Result.Succeeded) ? 1 : 0;
                damaged += events.OfType<UserFinished>().Any(static user => !user.Result.Succeeded) ? 1 : 0;
            }
            catch (Failure failure)
            {
                stopped++;
                Assert.Contains(failure.Code, (string[])["BatchNotWritten", "JournalNotWritten", "JournalNotRead"]);
            }
            finally
            {
                _ = SetLimit(NumberOfFiles, in _before);
                Release(_held.Count);
            }
        }

        BatchRequest Request() => scans
            ? _batch.Scan(users, new CommandScanner("/bin/sh", ["-c", "echo \"Run root: roots/$2\"", "sh"], _batch.Folder, new ScanLogs(_batch.NewFolder().FullPath, users))) with { Force = true, Workers = 4 }
            : _batch.Aggregate(roots) with { Force = true, Workers = 4 };

        TestContext.Current.TestOutputHelper?.WriteLine($"{whole} whole, {damaged} with failed users, {stopped} stopped");
        Assert.True(whole > 0 && stopped > 0, $"{whole} whole, {damaged} with failed users, {stopped} stopped");
    }

    private void Exhaust(int free)
    {
        var open = Directory.GetFiles("/proc/self/fd").Length;
        Limit limit = new((ulong)(open + Most + 40), _before.Hard);
        Assert.Equal(0, SetLimit(NumberOfFiles, in limit));
        try
        {
            while (true)
            {
                _held.Add(new("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
            }
        }
        catch (IOException)
        {
            Release(free);
        }
    }

    private void Release(int count)
    {
        for (var i = 0; i < count && _held.Count > 0; i++)
        {
            _held[^1].Dispose();
            _held.RemoveAt(_held.Count - 1);
        }
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
