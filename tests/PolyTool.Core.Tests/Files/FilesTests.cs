using System.Diagnostics;
using PolyTool.Core.Files;

namespace PolyTool.Core.Tests.Files;

public sealed class FilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("roots/a/", "roots/a")]
    [InlineData("./roots//a", "roots/a")]
    [InlineData("roots/./a", "roots/a")]
    [InlineData("roots/../roots/a", "roots/../roots/a")]
    [InlineData("///data/a", "/data/a")]
    [InlineData("//data/a", "//data/a")]
    [InlineData("", ".")]
    [InlineData(".", ".")]
    [InlineData("/", "/")]
    public void Paths_are_recorded_in_one_form(string typed, string recorded) => Assert.Equal(recorded, RecordedPath.Normalise(typed));

    [Theory]
    [InlineData(".", "x.json", "x.json")]
    [InlineData("", "x.json", "x.json")]
    [InlineData("..", "x.json", "../x.json")]
    [InlineData("a", "/b", "/b")]
    [InlineData("/", "b", "/b")]
    public void Paths_join(string first, string second, string joined) => Assert.Equal(joined, RecordedPath.Join(first, second));

    [Fact]
    public void A_list_has_one_entry_a_line()
    {
        var path = Path.Combine(_folder, "list.txt");
        File.WriteAllText(path, "\uFEFF@a\r\n @b \r@c\v@d\f@e\u001c@f\u001d@g\u001e@h\u0085@i\u2028@j\u2029@k\u001f@l\n\n# no\n@o # note\n\u200b\n@a");
        Assert.Equal(["@a", "@b", "@c", "@d", "@e", "@f", "@g", "@h", "@i", "@j", "@k\u001f@l", "@o # note", "\u200b", "@a"], TextList.Read(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(65_533)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void A_list_is_read_across_its_blocks(int before)
    {
        var path = Path.Combine(_folder, "list.txt");
        string first = new('a', before);
        File.WriteAllText(path, $"{first}\U0001F600b\n@c");
        Assert.Equal([$"{first}\U0001F600b", "@c"], TextList.Read(path, TestContext.Current.CancellationToken));
        File.WriteAllBytes(path, [.. System.Text.Encoding.ASCII.GetBytes(first), 0xF0, 0x9F, (byte)'x']);
        var error = Assert.Throws<IOException>(() => TextList.Read(path, TestContext.Current.CancellationToken));
        Assert.Contains($"byte {before + 1} does not fit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_a_pipe_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder there holds no pipes.");
        var path = Path.Combine(_folder, "pipe");
        using (var made = Process.Start("mkfifo", [path]))
        {
            made.WaitForExit();
        }

        var error = Assert.Throws<IOException>(() => TextList.Read(path, TestContext.Current.CancellationToken));
        Assert.Contains($"'{path}' is a pipe or a device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_text_is_refused()
    {
        var path = Path.Combine(_folder, "list.txt");
        File.WriteAllBytes(path, [(byte)'a', 0xFF]);
        Assert.Contains(path, Assert.Throws<IOException>(() => TextList.Read(path, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_files_appears_with_its_commit_and_not_before()
    {
        File.WriteAllText(Path.Combine(_folder, "b"), "old");
        using (StagedFiles set = new(_folder, "b"))
        {
            set.Create("a").Write("1"u8);
            set.Create("b").Write("2"u8);
            Assert.False(File.Exists(Path.Combine(_folder, "a")));
            Assert.Equal("old", File.ReadAllText(Path.Combine(_folder, "b")));
            set.Commit();
        }

        Assert.Equal(["a", "b"], Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal("2", File.ReadAllText(Path.Combine(_folder, "b")));
    }

    [Fact]
    public void A_set_that_is_not_committed_leaves_nothing()
    {
        using (StagedFiles set = new(_folder, "b"))
        {
            set.Create("a").Write("1"u8);
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_is_locked_once()
    {
        using (var first = DirectoryLock.TryTake(_folder))
        {
            Assert.NotNull(first);
            Assert.Null(DirectoryLock.TryTake(_folder));
        }

        using var second = DirectoryLock.TryTake(_folder);
        Assert.NotNull(second);
    }
}
