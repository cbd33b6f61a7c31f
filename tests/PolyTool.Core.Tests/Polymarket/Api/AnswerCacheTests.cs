using System.Text;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Tests.Polymarket.Api;

public sealed class AnswerCacheTests : IDisposable
{
    private static readonly DateTimeOffset s_time = new(2026, 2, 20, 18, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-cache-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_answer_comes_back_as_it_was()
    {
        var cache = new AnswerCache(_folder);
        await cache.WriteAsync("gamma/markets/0x1", "{\"a\":1}\n{}"u8.ToArray(), s_time, true, Token);
        var answer = await cache.ReadAsync("gamma/markets/0x1", Token);
        Assert.Equal("{\"a\":1}\n{}", Encoding.UTF8.GetString(answer!.Body));
        Assert.Equal((s_time, true), (answer.FetchedAt, answer.IsPermanent));
        Assert.Null(await cache.ReadAsync("gamma/markets/0x2", Token));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("empty")]
    [InlineData("not ours")]
    [InlineData("other key")]
    public async Task A_damaged_answer_is_absent_and_can_be_replaced(string damage)
    {
        var cache = new AnswerCache(_folder);
        await cache.WriteAsync("key", "[1,2,3]"u8.ToArray(), s_time, true, Token);
        var file = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Token);
        var changed = damage switch
        {
            "cut" => bytes[..^1],
            "changed" => [.. bytes[..^2], (byte)'9', bytes[^1]],
            "empty" => [],
            "not ours" => "hello\nworld"u8.ToArray(),
            _ => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"key\":\"key\"", "\"key\":\"kex\"", StringComparison.Ordinal)),
        };
        await File.WriteAllBytesAsync(file, changed, Token);
        Assert.Null(await cache.ReadAsync("key", Token));
        await cache.WriteAsync("key", "[4]"u8.ToArray(), s_time, true, Token);
        Assert.NotNull(await cache.ReadAsync("key", Token));
    }

    [Fact]
    public async Task Many_writers_and_readers_of_one_answer_never_see_half_of_it()
    {
        var bodies = Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)('a' + i), 50_000).ToArray()).ToList();
        var torn = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, token) =>
        {
            // Each its own, as if each were a process.
            var cache = new AnswerCache(_folder);
            if (i % 2 == 0)
            {
                await cache.WriteAsync("key", bodies[i % 4], s_time, false, token);
            }
            else if (await cache.ReadAsync("key", token) is { } answer && answer.Body.Distinct().Count() != 1)
            {
                Interlocked.Increment(ref torn);
            }
        });
        Assert.Equal(0, torn);
        Assert.Equal(50_000, (await new AnswerCache(_folder).ReadAsync("key", Token))!.Body.Length);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Beyond_its_limit_the_oldest_go_first()
    {
        var cache = new AnswerCache(_folder, largestBytes: 10_000);
        for (var i = 0; i < 10; i++)
        {
            await cache.WriteAsync($"key{i}", new byte[1500], s_time, true, Token);
            var newest = new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Single(f => f.LastWriteTimeUtc.Year < 2030);
            newest.LastWriteTimeUtc = new DateTime(2030, 1, 1, 0, i, 0, DateTimeKind.Utc);
        }

        var removed = cache.Trim(Token);
        Assert.InRange(cache.Measure().Bytes, 1, 9_000);
        Assert.Equal(10, removed.Files + cache.Measure().Files);
        Assert.Null(await cache.ReadAsync("key0", Token));
        Assert.NotNull(await cache.ReadAsync("key9", Token));
    }

    [Fact]
    public async Task Answers_that_go_while_others_read_and_write_are_absent_and_never_half()
    {
        var wrong = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, token) =>
        {
            // Each its own, as if each were a process.
            var cache = new AnswerCache(_folder, largestBytes: 20_000);
            var key = $"key{i % 20}";
            switch (i % 3)
            {
                case 0:
                    await cache.WriteAsync(key, Encoding.UTF8.GetBytes(new string((char)('a' + (i % 20)), 3000)), s_time, true, token);
                    break;
                case 1:
                    cache.Trim(token);
                    break;
                default:
                    if (await cache.ReadAsync(key, token) is { } answer && (answer.Body.Length != 3000 || answer.Body.Any(b => b != 'a' + (i % 20))))
                    {
                        Interlocked.Increment(ref wrong);
                    }

                    break;
            }
        });
        Assert.Equal(0, wrong);
        new AnswerCache(_folder, largestBytes: 20_000).Trim(Token);
        Assert.InRange(new AnswerCache(_folder).Measure().Bytes, 1, 20_000);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Clearing_removes_all_or_the_old()
    {
        var cache = new AnswerCache(_folder);
        await cache.WriteAsync("old", "[]"u8.ToArray(), s_time, true, Token);
        File.SetLastWriteTimeUtc(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Single(), DateTime.UtcNow.AddDays(-10));
        await cache.WriteAsync("new", "[]"u8.ToArray(), s_time, true, Token);
        Assert.Equal(1, cache.Clear(DateTime.UtcNow.AddDays(-1), Token).Files);
        Assert.NotNull(await cache.ReadAsync("new", Token));
        Assert.Equal(1, cache.Clear(null, Token).Files);
        Assert.Equal(0, cache.Measure().Files);
    }

    [Fact]
    public void A_cache_that_is_not_there_is_empty()
    {
        var cache = new AnswerCache(Path.Combine(_folder, "nowhere"));
        Assert.Equal((0, 0), (cache.Measure().Files, cache.Trim(Token).Files));
    }
}
