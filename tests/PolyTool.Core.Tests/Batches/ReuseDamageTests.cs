using System.Diagnostics;
using System.Formats.Cbor;
using System.Security.Cryptography;
using PolyTool.Core.Batches;
using PolyTool.Core.Batches.Reuse;
using PolyTool.Core.Leaderboards;

namespace PolyTool.Core.Tests.Batches;

/// <summary>Whatever was done to the file of kept run roots, the batch is the one that reads everything, and the file is sound after it.</summary>
public sealed class ReuseDamageTests : IDisposable
{
    private const int Users = 4;

    private readonly ReuseWorld _world = new();

    public ReuseDamageTests()
    {
        for (var i = 0; i < Users; i++)
        {
            _world.Add(i, i + 1);
        }

        _world.Happen(3, 2, 0);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_byte_that_changed_anywhere_costs_reading_at_most()
    {
        var sound = await KeptAsync();
        var warned = 0;
        for (var at = 0; at < sound.Length; at += at < 64 || at > sound.Length - 300 ? 11 : 397)
        {
            var damaged = sound.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            var events = await SameAsync(damaged);
            warned += events.OfType<BatchWarning>().Count(static warning => warning.Message.Contains("damaged", StringComparison.Ordinal));
            Assert.True(ReuseWorld.RunOf(events).UsersReused < Users || events.OfType<BatchWarning>().All(static warning => !warning.Message.Contains("damaged", StringComparison.Ordinal)));
        }

        Assert.True(warned > 20, $"{warned} warnings");
    }

    [Fact]
    public async Task A_file_that_ends_anywhere_or_goes_on_costs_reading_at_most()
    {
        var sound = await KeptAsync();
        foreach (var length in new[] { 0, 1, 6, 7, 30, 70, 200, sound.Length / 2, sound.Length - 60, sound.Length - 1 })
        {
            var events = await SameAsync(sound[..length]);
            Assert.Equal(0, ReuseWorld.RunOf(events).UsersReused);
            Assert.Contains("all run roots are read", Assert.IsType<BatchWarning>(events[0]).Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, ReuseWorld.RunOf(await SameAsync([.. sound, 0])).UsersReused);
        Assert.Equal(0, ReuseWorld.RunOf(await SameAsync([.. sound, .. sound[^200..]])).UsersReused);
    }

    [Fact]
    public async Task Strange_things_in_its_place_are_told_and_written_over()
    {
        await KeptAsync();
        foreach (var strange in new[] { "{}"u8.ToArray(), new byte[100_000], File.ReadAllBytes(typeof(ReuseWorld).Assembly.Location)[..50_000], [0xD8, 0x18, 0x5A, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[500]] })
        {
            Assert.IsType<BatchWarning>((await SameAsync(strange))[0]);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.Delete(KeptPath);
            using (var make = Process.Start("mkfifo", [KeptPath]))
            {
                await make.WaitForExitAsync(TestBatch.Token);
            }

            Assert.IsType<BatchWarning>((await _world.SameAsync(ReuseCheck.Time))[0]);
            File.Delete(KeptPath);
            File.CreateSymbolicLink(KeptPath, "/dev/zero");
            Assert.IsType<BatchWarning>((await _world.SameAsync(ReuseCheck.Time))[0]);
        }

        Assert.Equal(Users, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Time)).UsersReused);
    }

    [Fact]
    public async Task An_index_with_a_fitting_hash_that_leads_anywhere_costs_reading_at_most()
    {
        var sound = await KeptAsync();
        var (entries, start, _) = KeptForm.ReadEnd(sound.AsMemory(sound.Length - KeptForm.EndSize));
        var header = KeptForm.Header(evidence: true);
        var block = new CborReader(sound.AsMemory((int)start + 7)).ReadByteString();
        foreach (var (offset, length) in new[] { (-1L, 10), (long.MaxValue, 10), (0L, -1), (0L, int.MaxValue), (start, 1), (header.Length, 0), (3L, 40) })
        {
            var hostile = block.ToArray();
            for (var i = 0; i < entries; i++)
            {
                var entry = hostile.AsSpan(i * KeptPlace.EntrySize, KeptPlace.EntrySize);
                var (key, _) = KeptPlace.ReadFrom(entry);
                var isInside = offset >= 0 && length >= 0 && offset + length <= sound.Length && offset + length > 0;
                // The item's own hash fits as well: the bytes are no item.
                new KeptPlace(offset, length, isInside ? KeptPlace.HashOf(sound.AsSpan((int)offset, length)) : default).WriteTo(entry, key);
            }

            Assert.Equal(0, ReuseWorld.RunOf(await SameAsync(Sealed(sound[..(int)start], header, hostile, entries, start))).UsersReused);
        }

        Assert.Equal(0, ReuseWorld.RunOf(await SameAsync(Sealed(sound[..(int)start], header, block, int.MaxValue, start))).UsersReused);
        Assert.Equal(0, ReuseWorld.RunOf(await SameAsync(Sealed(sound[..(int)start], header, block, -1, start))).UsersReused);
        Assert.Equal(0, ReuseWorld.RunOf(await SameAsync(Sealed(sound[..(int)start], header, block, entries, -start))).UsersReused);
        Assert.Equal(Users, ReuseWorld.RunOf(await SameAsync(Sealed(sound[..(int)start], header, block, entries, start))).UsersReused);
    }

    [Fact]
    public async Task A_folder_in_its_place_is_told_and_the_old_batch_stays()
    {
        await KeptAsync();
        var old = _world.Aggregation(ReuseCheck.Time);
        File.Delete(KeptPath);
        Directory.CreateDirectory(KeptPath);
        var files = TestBatch.Files(old.Folder);
        var stopped = await TestBatch.StopsAsync(old);
        Assert.Equal("BatchNotWritten", stopped.Code);
        Assert.Contains("is a folder", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(files, TestBatch.Files(old.Folder));
        // Who keeps nothing leaves it alone.
        Assert.Equal(Users, ReuseWorld.RunOf(await TestBatch.RunAsync(old with { Reuse = null })).UsersAttempted);
    }

    [Fact]
    public async Task A_link_in_its_place_is_not_followed()
    {
        await KeptAsync();
        var elsewhere = Path.Combine(_world.Batch.Folder, "elsewhere.cbor");
        File.Move(KeptPath, elsewhere);
        File.CreateSymbolicLink(KeptPath, elsewhere);
        Assert.Equal(0, ReuseWorld.RunOf(await _world.SameAsync(ReuseCheck.Time)).UsersReused);
        Assert.Null(new FileInfo(KeptPath).LinkTarget);
        Assert.True(File.Exists(elsewhere));
    }

    [Fact]
    public async Task Forged_events_out_of_range_are_read_again()
    {
        var sound = await KeptAsync();
        var (entries, start, _) = KeptForm.ReadEnd(sound.AsMemory(sound.Length - KeptForm.EndSize));
        var items = sound[..(int)start];
        var block = new CborReader(sound.AsMemory((int)start + 7)).ReadByteString();
        for (var i = 0; i < entries; i++)
        {
            var entry = block.AsSpan(i * KeptPlace.EntrySize, KeptPlace.EntrySize);
            var (key, place) = KeptPlace.ReadFrom(entry);
            var item = items.AsSpan((int)place.Offset, place.Length);
            // Runs of a price that is not known: a price of four dollars stands there now.
            for (var at = item.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF]); at >= 0; at = item.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF]))
            {
                item[at] = 0xFE;
            }

            (place with { Hash = KeptPlace.HashOf(item) }).WriteTo(entry, key);
        }

        var events = await SameAsync(Sealed(items, KeptForm.Header(evidence: true), block, entries, start));
        Assert.InRange(ReuseWorld.RunOf(events).UsersReused, 0, Users - 1);
    }

    [Fact]
    public async Task A_file_of_another_version_is_told_by_its_name()
    {
        var sound = await KeptAsync();
        var at = sound.AsSpan().IndexOf("0.2."u8);
        sound[at] = (byte)'9';
        var events = await SameAsync(sound);
        Assert.Equal(0, ReuseWorld.RunOf(events).UsersReused);
        Assert.Contains("PolyTool 9.2.", Assert.IsType<BatchNote>(events[0]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aggregation_that_is_stopped_leaves_the_old_file_and_the_old_batch()
    {
        var sound = await KeptAsync();
        var request = _world.Aggregation(ReuseCheck.Content);
        var old = TestBatch.Files(request.Folder);
        _world.Happen(2, 0, 9);
        for (var after = 1; after <= Users; after++)
        {
            using CancellationTokenSource stop = new();
            var seen = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in new BatchRunner(request).RunAsync(stop.Token))
                {
                    if (++seen == after)
                    {
                        await stop.CancelAsync();
                    }
                }
            });
            Assert.Equal(sound, await File.ReadAllBytesAsync(KeptPath, TestBatch.Token));
            Assert.Equal(old, TestBatch.Files(request.Folder));
            Assert.Empty(TestBatch.Leftovers(request.Folder));
        }
    }

    [Fact]
    public async Task On_a_full_disk_the_old_file_and_the_old_batch_stay()
    {
        using var disk = TestDisk.OrSkip(Path.Combine(_world.Batch.Folder, "kept"), 8192);
        for (var i = 0; i < 40; i++)
        {
            _world.Add(i, i);
        }

        var sound = await KeptAsync();
        var request = _world.Aggregation(ReuseCheck.Content);
        var old = TestBatch.Files(request.Folder);
        for (var i = 0; i < 40; i++)
        {
            _world.Happen(2, i, i + 1);
        }

        foreach (var room in new[] { 0, 16, 64, 100 })
        {
            disk.Leave(room * 1024);
            Assert.Equal("BatchNotWritten", (await TestBatch.StopsAsync(request)).Code);
            Assert.Equal(sound, await File.ReadAllBytesAsync(KeptPath, TestBatch.Token));
            Assert.Equal(old, TestBatch.Files(request.Folder));
            Assert.Empty(TestBatch.Leftovers(request.Folder));
        }

        disk.Free();
        await _world.SameAsync(ReuseCheck.Content);
    }

    private string KeptPath => Path.Combine(_world.Aggregation(ReuseCheck.Time).Folder.FullPath, LeaderboardFileNames.Kept);

    private async Task<byte[]> KeptAsync()
    {
        await TestBatch.RunAsync(_world.Aggregation(ReuseCheck.Time));
        return await File.ReadAllBytesAsync(KeptPath, TestBatch.Token);
    }

    private async Task<List<BatchEvent>> SameAsync(byte[] kept)
    {
        await File.WriteAllBytesAsync(KeptPath, kept, TestBatch.Token);
        return await _world.SameAsync(ReuseCheck.Time);
    }

    private static byte[] Sealed(byte[] items, byte[] header, byte[] block, int entries, long start)
    {
        CborWriter writer = new();
        writer.WriteByteString(block);
        var index = KeptForm.Framed(writer.Encode());
        return [.. items, .. index, .. KeptForm.EndOf(entries, start, SHA256.HashData([.. header, .. index]))];
    }
}
