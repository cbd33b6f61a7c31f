using PolyTool.Core.Files;

namespace PolyTool.Core.Tests.Files;

/// <summary>Taking a folder's lock while others look whether it is taken.</summary>
public sealed class DirectoryLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Watchers_and_a_lock_that_a_killed_process_left_refuse_nobody()
    {
        using CancellationTokenSource done = new();
        Task[] watchers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                DirectoryLock.IsTaken(_folder);
            }
        }))];
        var refused = 0;
        for (var i = 0; i < 1500; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, DirectoryLock.FileName), "\n", TestContext.Current.CancellationToken);
            using var taken = DirectoryLock.TryTake(_folder);
            refused += taken is null ? 1 : 0;
        }

        await done.CancelAsync();
        await Task.WhenAll(watchers);
        Assert.Equal(0, refused);
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_the_lock_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder there holds no pipes.");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_folder, DirectoryLock.FileName)]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(await Task.Run(() => DirectoryLock.IsTaken(_folder), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_hard_link_in_the_place_of_the_lock_is_not_written_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Hard links are made in another way there.");
        var other = Path.Combine(_folder, "other");
        await File.WriteAllTextAsync(other, "theirs\n", TestContext.Current.CancellationToken);
        using (var make = System.Diagnostics.Process.Start("ln", [other, Path.Combine(_folder, DirectoryLock.FileName)]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using (var taken = DirectoryLock.TryTake(_folder))
        {
            Assert.NotNull(taken);
            Assert.True(DirectoryLock.IsTaken(_folder));
        }

        Assert.Equal("theirs\n", await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(_folder, DirectoryLock.FileName)));
    }

    [Fact]
    public void Who_has_it_keeps_others_out()
    {
        using var first = DirectoryLock.TryTake(_folder);
        Assert.NotNull(first);
        Assert.Null(DirectoryLock.TryTake(_folder));
        Assert.True(DirectoryLock.IsTaken(_folder));
    }
}
