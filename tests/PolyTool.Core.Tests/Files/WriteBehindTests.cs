using PolyTool.Core.Files;

namespace PolyTool.Core.Tests.Files;

public sealed class WriteBehindTests : IDisposable
{
    private const int Much = 20_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-behind-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_large_file_holds_what_was_written()
    {
        var bytes = new byte[3 * Much];
        new Random(1).NextBytes(bytes);
        using (StagedFiles files = new(_folder, "large"))
        {
            StreamBuffer buffer = new(files.Create("large"));
            for (var at = 0; at < bytes.Length;)
            {
                var length = Math.Min(bytes.Length - at, 1 + (at % 70_001));
                bytes.AsSpan(at, length).CopyTo(buffer.GetSpan(length));
                buffer.Advance(length);
                at += length;
            }

            buffer.Flush();
            files.Commit();
        }

        Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_folder, "large"))));
    }

    [Fact]
    public void A_large_file_that_is_dropped_leaves_nothing()
    {
        using (StagedFiles files = new(_folder, "large"))
        {
            files.Create("large").Write(new byte[Much]);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_flush_that_failed_is_told_of()
    {
        var closed = File.OpenHandle(Path.Combine(_folder, "closed"), FileMode.Create, FileAccess.Write);
        closed.Dispose();
        WriteBehind behind = new(closed);
        behind.Wrote(Much);
        Assert.Throws<ObjectDisposedException>(behind.Wait);
        Assert.Throws<ObjectDisposedException>(() => behind.Wrote(Much));
        behind.End();
    }

    [Fact]
    public void A_small_file_is_left_to_its_end()
    {
        var closed = File.OpenHandle(Path.Combine(_folder, "small"), FileMode.Create, FileAccess.Write);
        closed.Dispose();
        WriteBehind behind = new(closed);
        behind.Wrote(1000);
        behind.Wait();
    }
}
