using System.Text;
using PolyTool.Core.Batches.Journal;
using PolyTool.Core.Failures;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Tests.Batches;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-journal-").FullName;

    private string Journal => Path.Combine(_folder, LeaderboardFileNames.Journal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JournalHeader Header { get; } = new()
    {
        BatchId = "b",
        CreatedAt = new(2026, 2, 20, 18, 0, 0, TimeSpan.Zero),
        Users = 3,
        UsersDigest = "sha256:00",
        Scanner = "test",
        Flags = new() { Lite = true, ApiBaseUrl = " http://x " },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        await WriteAsync(Success(1, "@a"), Failure(2, "@b\u2028\"é"), Success(3, "😀"));
        var read = JournalReader.ReadHeader(Journal);
        Assert.Equal(Header with { }, read);
        Assert.Empty(Header.DifferencesTo(read));
        var succeeded = JournalReader.ReadSucceeded(Journal, skipDamaged: false, Token);
        Assert.Equal("@a 😀", string.Join(' ', succeeded.Keys));
        Assert.Equal("roots/3", succeeded["😀"].RunRoot);
        Assert.Equal(4, File.ReadAllLines(Journal).Length);
    }

    [Fact]
    public async Task The_last_line_of_a_user_counts()
    {
        await WriteAsync(Success(1, "@a"), Failure(2, "@b"), Failure(1, "@a"), Success(2, "@b"));
        Assert.Equal("@b", string.Join(' ', JournalReader.ReadSucceeded(Journal, skipDamaged: false, Token).Keys));
        var done = JournalReader.ReadRunRoots(Journal, ["@c", "@b", "@a"], Token);
        Assert.Equal([null, "roots/2", null, null], [done.Take(0), done.Take(1), done.Take(2), done.Take(3)]);
        Assert.Null(done.Take(1));
    }

    [Fact]
    public async Task A_journal_cut_anywhere_loses_only_the_torn_line()
    {
        await WriteAsync([.. Enumerable.Range(1, 5).Select(i => Success(i, $"@{i}"))]);
        var whole = File.ReadAllBytes(Journal);
        var header = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = header; length <= whole.Length; length++)
        {
            File.WriteAllBytes(Journal, whole[..length]);
            var lines = whole.AsSpan(0, length).Count((byte)'\n') - 1;
            Assert.Equal(lines, JournalReader.ReadSucceeded(Journal, skipDamaged: false, Token).Count);
            await using (var writer = JournalWriter.Open(Journal))
            {
                await writer.AppendAsync(Success(9, "@9"), Token);
            }

            Assert.Equal(lines + 1, JournalReader.ReadSucceeded(Journal, skipDamaged: false, Token).Count);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"journal_version\":1")]
    [InlineData("nonsense\n")]
    [InlineData("{\"journal_version\":1}\n")]
    [InlineData("[]\n")]
    public void A_damaged_first_line_is_said(string text)
    {
        File.WriteAllText(Journal, text);
        var error = Assert.Throws<Failure>(() => JournalReader.ReadHeader(Journal));
        Assert.Equal("JournalDamaged", error.Code);
    }

    [Fact]
    public void Another_version_is_refused()
    {
        File.WriteAllText(Journal, "{\"journal_version\":2}\n");
        Assert.Equal("JournalVersion", Assert.Throws<Failure>(() => JournalReader.ReadHeader(Journal)).Code);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"number\":1,\"user\":null,\"status\":\"success\",\"run_root\":\"r\",\"attempts\":1,\"started\":\"x\",\"milliseconds\":0,\"error\":null}")]
    [InlineData("\0\0\0\0")]
    public async Task A_damaged_line_is_named_or_left_out(string line)
    {
        await WriteAsync(Success(1, "@a"));
        File.AppendAllText(Journal, line + "\n");
        var error = Assert.Throws<Failure>(() => JournalReader.ReadSucceeded(Journal, skipDamaged: false, Token));
        Assert.Equal("JournalDamaged", error.Code);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
        Assert.Equal("@a", string.Join(' ', JournalReader.ReadSucceeded(Journal, skipDamaged: true, Token).Keys));
    }

    [Fact]
    public async Task A_full_disk_ends_the_batch_with_one_clear_error()
    {
        await using JournalWriter writer = new(new FullDisk(room: 1000), Journal);
        var error = await Assert.ThrowsAsync<Failure>(async () =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                await writer.AppendAsync(Success(i, "@a"), Token);
            }
        });
        Assert.Equal("JournalNotWritten", error.Code);
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Equal("JournalNotWritten", (await Assert.ThrowsAsync<Failure>(writer.CompleteAsync)).Code);
    }

    [Fact]
    public async Task Lines_that_come_fast_share_a_flush()
    {
        CountingStream file = new();
        await using (JournalWriter writer = new(file, Journal))
        {
            for (var i = 0; i < 20_000; i++)
            {
                await writer.AppendAsync(Success(i, "@a"), Token);
            }
        }

        Assert.Equal(20_000, Encoding.UTF8.GetString(file.ToArray()).Count(c => c == '\n'));
        Assert.True(file.Flushes < 20_000, $"{file.Flushes} flushes");
    }

    [Fact]
    public void What_differs_is_named()
    {
        var other = Header with { UsersDigest = "sha256:01", Users = 4, Scanner = "other", Flags = new() { Full = true } };
        var differences = Header.DifferencesTo(other);
        Assert.Equal(3, differences.Count);
        Assert.Contains("3 then, 4 now", differences[0], StringComparison.Ordinal);
        Assert.Contains("--lite", differences[2], StringComparison.Ordinal);
        Assert.False(Header.OptionsHash == other.OptionsHash);
    }

    private static JournalEntry Success(int number, string user) => new(number, user, $"roots/{number}", 1, Header.CreatedAt, 12, null);

    private static JournalEntry Failure(int number, string user) => new(number, user, null, 2, Header.CreatedAt, 12, "it failed");

    private async Task WriteAsync(params JournalEntry[] entries)
    {
        await using var writer = JournalWriter.Create(Journal, Header, []);
        foreach (var entry in entries)
        {
            await writer.AppendAsync(entry, Token);
        }

        await writer.CompleteAsync();
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Flushes { get; private set; }

        public override void Flush() => Flushes++;
    }

    private sealed class FullDisk(long room) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Length + buffer.Length > room ? throw new IOException("No space left on device") : base.WriteAsync(buffer, cancellationToken);
    }
}
