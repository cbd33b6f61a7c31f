using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.RunRoots;

/// <summary>Run roots whose files change while they are read.</summary>
public sealed class ChangingFileTests : IDisposable
{
    private static readonly TimeSpan s_time = TimeSpan.FromMilliseconds(400);
    private static readonly string[] s_versions = [Version("ann", 1), Version("bob", 3000)];
    private readonly SampleRunRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_file_that_is_replaced_is_read_as_one_of_its_versions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is open is not replaced there.");
        var file = Path.Combine(_root.Path, RunRootFileNames.Candidates);
        var seen = await ReadWhileAsync(version =>
        {
            File.WriteAllText(file + ".new", version);
            File.Move(file + ".new", file, overwrite: true);
        });
        Assert.Equal(["ann 1", "bob 3000"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_written_over_is_one_of_its_versions_or_a_defect_of_that_file()
    {
        var file = Path.Combine(_root.Path, RunRootFileNames.Candidates);
        var seen = await ReadWhileAsync(version =>
        {
            // Without a lock, and in two steps, as any other program may write.
            using FileStream stream = new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(version));
        });
        Assert.All(seen, what => Assert.True(what is "ann 1" or "bob 3000" || what.StartsWith(RunRootFileNames.Candidates + ": ", StringComparison.Ordinal), what));
    }

    private static string Version(string user, int candidates) =>
        $$"""{"user_slug":"{{user}}","candidates":[{{string.Join(',', Enumerable.Repeat("""{"segment_key":"league:nba","rank":1,"metrics":{"count":1}}""", candidates))}}]}""";

    /// <summary>Reads again and again while the file changes; says what was seen.</summary>
    private async Task<HashSet<string>> ReadWhileAsync(Action<string> write)
    {
        write(s_versions[0]);
        using CancellationTokenSource end = new(s_time);
        var writing = Task.Run(
            () =>
            {
                for (var i = 0; !end.IsCancellationRequested; i++)
                {
                    write(s_versions[i % 2]);
                }
            },
            TestContext.Current.CancellationToken);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (!end.IsCancellationRequested)
        {
            var reading = _root.Read();
            seen.Add(reading.Defect?.Message ?? $"{reading.User} {reading.Content!.Contributions.Count}");
        }

        await writing;
        return seen;
    }
}
