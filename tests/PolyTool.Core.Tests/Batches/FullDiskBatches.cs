using System.Security.Cryptography;
using System.Text.Json;
using PolyTool.Core.Batches;
using PolyTool.Core.Evidence;
using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket;
using PolyTool.Core.Polymarket.Api;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Tests.Batches;

/// <summary>
/// Batches on a disk that is full at random writes, resumed until they are done. After every attempt the disk holds nothing
/// half-done; in the end it holds the bytes of a batch that always had room. The benchmark <c>full</c> does it for many seeds.
/// </summary>
internal sealed class FullDiskBatches : IDisposable
{
    private const string BatchId = "b";
    private const int Attempts = 6;
    private const int Kilobytes = 32 * 1024;
    private static readonly TimeProvider s_time = new FixedTime();
    private readonly string _folder = Directory.CreateTempSubdirectory("polytool-full-").FullName;
    private readonly string _world;
    private readonly bool _isDirect;
    private readonly string[] _users;
    private IReadOnlyDictionary<string, string>? _expected;
    private int _room;

    /// <summary>Prepares batches.</summary>
    /// <param name="samples">The folder <c>samples</c> of the checkout.</param>
    /// <param name="isDirect">
    /// True: direct scans, whose run roots lie on the small disk too. False: a program scans, and its logs lie there.
    /// </param>
    public FullDiskBatches(string samples, bool isDirect)
    {
        _world = Path.Combine(samples, "world");
        _isDirect = isDirect;
        _users = isDirect
            ? [.. File.ReadLines(Path.Combine(samples, "users.txt")).Where(line => !line.StartsWith('#'))]
            : [.. Enumerable.Range(1, 24).Select(i => $"u{i}")];
        foreach (var user in isDirect ? [] : _users)
        {
            var root = Path.Combine(_folder, "roots", user);
            Directory.CreateDirectory(root);
            File.WriteAllText(Path.Combine(root, "coverage_reconciliation_report.json"), "{}");
            File.WriteAllText(
                Path.Combine(root, "hypothesis_candidates.json"),
                $$"""{"candidates": [{"segment_key": "league:{{user}}", "rank": 1, "note": "{{new string('x', 500)}}"}]}""");
        }
    }

    /// <summary>How many attempts met a full disk.</summary>
    public int Refused { get; private set; }

    /// <summary>How many attempts went on with a journal.</summary>
    public int Resumed { get; private set; }

    /// <summary>How often a journal was left with a torn last line.</summary>
    public int Torn { get; private set; }

    /// <summary>Runs one batch on a disk that is full at moments that the seed chooses.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null, or what is wrong.</returns>
    public async Task<string?> RunAsync(int seed, CancellationToken cancellationToken)
    {
        _expected ??= await UndisturbedAsync(cancellationToken);
        using SmallDisk disk = new(Path.Combine(_folder, "disk"), Kilobytes);
        Random random = new(seed);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // From nothing to a little more than it takes.
            disk.Leave(random.Next(_room));
            if (random.Next(2) == 0)
            {
                disk.Breathe(random);
            }

            var wrong = await TryAsync(cancellationToken);
            if ((wrong ?? WhatIsHalf()) is { } problem)
            {
                return $"seed {seed}, attempt {attempt + 1}: {problem}";
            }
        }

        disk.Free();
        await RunToEndAsync(cancellationToken);
        return Difference(_expected, FilesOn(disk.Folder)) is { } difference ? $"seed {seed}: {difference}" : null;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IReadOnlyDictionary<string, string>> UndisturbedAsync(CancellationToken cancellationToken)
    {
        using SmallDisk disk = new(Path.Combine(_folder, "disk"), Kilobytes);
        await RunToEndAsync(cancellationToken);
        _room = (int)(Directory.EnumerateFiles(disk.Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) * 1.2);
        return FilesOn(disk.Folder);
    }

    private async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var run = await RunToEndAsync(cancellationToken);
            Refused += run.UsersFailed > 0 ? 1 : 0;
            return null;
        }
        catch (Failure error) when (error is { Code: "BatchNotWritten" or "JournalNotWritten" } && error.Message.Contains("No space left", StringComparison.Ordinal))
        {
            Refused++;
            return null;
        }
        catch (Failure error)
        {
            return $"{error.Code}: {error.Message}";
        }
    }

    private async Task<BatchRun> RunToEndAsync(CancellationToken cancellationToken)
    {
        var folder = BatchFolder.New("disk/out", BatchId, _folder, s_time);
        var isResumed = File.Exists(folder.JournalPath);
        Resumed += isResumed ? 1 : 0;
        ScanRequest request = new()
        {
            Folder = isResumed ? BatchFolder.Find("disk/out", BatchId, _folder) : folder,
            Users = _users,
            Scanner = await ScannerAsync(folder, cancellationToken),
            ScannerName = "test",
            BaseDirectory = _folder,
            Workers = 4,
            Resume = isResumed,
            // Logs of a batch that has no journal yet.
            Force = !isResumed,
            Evidence = EvidenceRule.Default,
            Time = s_time,
        };
        BatchRun? run = null;
        await foreach (var happened in new BatchRunner(request).RunAsync(cancellationToken))
        {
            run = (happened as BatchFinished)?.Run;
        }

        return run!;
    }

    private async Task<IUserScanner> ScannerAsync(BatchFolder folder, CancellationToken cancellationToken) => _isDirect
        ? await DirectScanner.CreateAsync(
            new() { OutputRoot = new("disk/runs", Path.Combine(_folder, "disk", "runs")), CacheFullPath = _world, CacheMode = CacheMode.Offline }, s_time, cancellationToken)
        : new CommandScanner(
            "/bin/sh", ["-c", "head -c 6000 /dev/zero; echo; echo \"Run root: roots/$2\"", "scan"], _folder, new ScanLogs(folder.FullPath, _users));

    /// <summary>Nothing on the disk may be half-done: leaderboard files, journal lines, run roots, temporary files.</summary>
    private string? WhatIsHalf()
    {
        var disk = Path.Combine(_folder, "disk");
        var files = Directory.GetFiles(disk, "*", SearchOption.AllDirectories);
        if (Array.Find(files, file => Path.GetFileName(file).StartsWith('.')) is { } left)
        {
            return $"'{left}' is left";
        }

        var made = files.Count(file => Path.GetFileName(Path.GetDirectoryName(file)) == BatchId && !file.EndsWith(".jsonl", StringComparison.Ordinal));
        return made is not (0 or 5) ? $"{made} files of the batch" : WhatIsHalfInJournal(files) ?? WhatIsHalfInRunRoots(disk);
    }

    private string? WhatIsHalfInJournal(string[] files)
    {
        if (Array.Find(files, file => file.EndsWith(".jsonl", StringComparison.Ordinal)) is not { } journal)
        {
            return null;
        }

        var text = File.ReadAllText(journal);
        Torn += text.EndsWith('\n') ? 0 : 1;
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                using var parsed = JsonDocument.Parse(line);
            }
            catch (JsonException)
            {
                return $"a journal line '{line}'";
            }
        }

        return text.Contains('\n', StringComparison.Ordinal) ? null : "a journal without its first line";
    }

    private string? WhatIsHalfInRunRoots(string disk)
    {
        var made = FilesOn(disk).Where(file => file.Key.StartsWith("runs", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        var whole = _expected!.Where(file => made.Keys.Any(name => Path.GetDirectoryName(name) == Path.GetDirectoryName(file.Key))).ToDictionary(StringComparer.Ordinal);
        return Difference(whole, made);
    }

    private static string? Difference(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> found) =>
        expected.Keys.Where(name => !found.ContainsKey(name)).Select(name => $"'{name}' is missing")
            .Concat(found.Keys.Where(name => !expected.ContainsKey(name)).Select(name => $"'{name}' is too much"))
            .Concat(expected.Keys.Where(name => found.ContainsKey(name) && expected[name] != found[name]).Select(name => $"'{name}' differs"))
            .FirstOrDefault();

    /// <summary>The hashes of all files but journal and logs, which tell of times and attempts.</summary>
    private static Dictionary<string, string> FilesOn(string disk) => Directory.EnumerateFiles(disk, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "filler" && !file.EndsWith(".jsonl", StringComparison.Ordinal) && !file.EndsWith(".log", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(disk, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))), StringComparer.Ordinal);

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1771610400);
    }
}
