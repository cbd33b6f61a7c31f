using System.Text;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.Leaderboards;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Hypotheses;

/// <summary>One wallet's run root of a batch: who it is and in which events, without its figures.</summary>
internal sealed class UserRun
{
    /// <summary>The time of an event whose times are not known: before everything.</summary>
    public const long NeverKnown = long.MinValue;

    public required string Name { get; init; }

    /// <summary>The wallet in lower case, else <c>name:</c> and the name.</summary>
    public required string Key { get; init; }

    /// <summary>The wallet; null where it is not known.</summary>
    public string? Wallet { get; init; }

    public required string RunId { get; init; }

    public required string GeneratedAt { get; init; }

    public uint[]? Signature { get; init; }

    public long SignedPositions { get; init; }

    /// <summary>Full path of its statistics.</summary>
    public required string File { get; init; }

    /// <summary>Their SHA-256.</summary>
    public required string Hash { get; init; }

    /// <summary>Its events by the hash of their names, each with the earliest of its first buys and times, Unix seconds.</summary>
    public required IReadOnlyDictionary<ulong, long> Events { get; init; }

    /// <summary>The latest first buy that is known, Unix seconds: this was there when the run was made.</summary>
    public required long NewestBuy { get; init; }

    /// <summary>Newer runs first; of equal ones always the same.</summary>
    public static int NewestFirst(UserRun a, UserRun b)
    {
        var order = string.CompareOrdinal(b.GeneratedAt, a.GeneratedAt);
        order = order != 0 ? order : string.CompareOrdinal(b.RunId, a.RunId);
        return order != 0 ? order : string.CompareOrdinal(b.Hash, a.Hash);
    }
}

/// <summary>The users of a batch whose run roots hold statistics, read again from these.</summary>
internal sealed class BatchUsers
{
    private const long LargestStatistics = 256L << 20;

    private BatchUsers(IReadOnlyList<UserRun> runs, IReadOnlyList<UnreadUser> unread)
    {
        (Runs, Unread) = (runs, unread);
        var lines = string.Concat(runs.Select(static r => r.Hash).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static hash => hash + "\n"));
        Content = ContentHash.Of(Encoding.ASCII.GetBytes(lines));
    }

    public IReadOnlyList<UserRun> Runs { get; }

    /// <summary>Users who succeeded and whose run roots hold no statistics any more, or never did.</summary>
    public IReadOnlyList<UnreadUser> Unread { get; }

    /// <summary>The latest first buy of them all, Unix seconds: the batch was not made before it.</summary>
    public long NewestBuy => Runs.Select(static run => run.NewestBuy).DefaultIfEmpty(UserRun.NeverKnown).Max();

    /// <summary>SHA-256 over the hashes of the users' statistics, each once, sorted, a line each.</summary>
    public string Content { get; }

    /// <summary>Reads them all.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="evidence">Its evidence, which says whose statistics were there when it was made.</param>
    /// <param name="toFullPath">Makes a recorded run root's path full.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>StatisticsUnreadable</c>: statistics that were there cannot be read; <c>NotALeaderboard</c>.</exception>
    /// <exception cref="IOException">A file of the batch cannot be read.</exception>
    public static BatchUsers ReadAll(SavedBatch batch, EvidenceBoard evidence, Func<string, string> toFullPath, CancellationToken cancellationToken)
    {
        var users = Read(batch, toFullPath, cancellationToken);
        UnreadUser.RefuseLost(batch, evidence, users.Unread);
        return users;
    }

    /// <summary>Reads those that can be read.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="toFullPath">Makes a recorded run root's path full.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Failure"><c>NotALeaderboard</c>: the batch's list of users is something else.</exception>
    /// <exception cref="IOException">A file of the batch cannot be read.</exception>
    public static BatchUsers Read(SavedBatch batch, Func<string, string> toFullPath, CancellationToken cancellationToken)
    {
        List<UserRun> runs = [];
        List<UnreadUser> unread = [];
        foreach (var user in batch.ReadUsers(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (user.RunRoot is not { } root)
            {
                continue;
            }

            var file = Path.Combine(toFullPath(root), SegmentStatistics.FileName);
            var (run, problem) = ReadRun(user.User, file);
            if (run is not null)
            {
                runs.Add(run);
            }
            else if (user.Status == UserResult.Success)
            {
                unread.Add(new(user.User, file, problem));
            }
        }

        return new(runs, unread);
    }

    /// <summary>Reads the segments of a run again.</summary>
    /// <exception cref="Failure"><c>RunRootChanged</c>: they are not what they were a moment ago.</exception>
    public static void ReadSegments(UserRun run, TakeSegment take)
    {
        var bytes = ForeignFile.ReadAllBytes(run.File, LargestStatistics);
        if (ContentHash.Of(bytes) != run.Hash)
        {
            throw new Failure("RunRootChanged", $"'{run.File}' changed while it was read. Wait until whoever writes it is done, then try again.", run.File, canPass: true);
        }

        SegmentStatisticsReader.Read(bytes, take);
    }

    /// <summary>The run, or what is wrong with its statistics; neither where there are none.</summary>
    private static (UserRun? Run, string? Problem) ReadRun(string name, string file)
    {
        try
        {
            if (FileAt.Find(file) is not { Exists: true })
            {
                return (null, null);
            }

            var bytes = ForeignFile.ReadAllBytes(file, LargestStatistics);
            Dictionary<ulong, long> events = [];
            Dictionary<string, ulong> hashes = new(StringComparer.Ordinal);
            var newest = UserRun.NeverKnown;
            var user = SegmentStatisticsReader.Read(bytes, (_, _, rows) =>
            {
                Add(events, hashes, rows);
                foreach (ref readonly var row in rows)
                {
                    newest = Math.Max(newest, row.First.Buy ?? newest);
                }
            });
            var wallet = string.IsNullOrWhiteSpace(user.Wallet) ? null : user.Wallet.Trim().ToLowerInvariant();
            return wallet?.Length > JsonLimits.NameLength ? (null, "its wallet's name is too long") : (new UserRun
            {
                Name = name,
                Key = wallet ?? "name:" + name,
                Wallet = wallet,
                RunId = user.RunId,
                GeneratedAt = user.GeneratedAt,
                Signature = user.Signature is { } signature ? [.. signature] : null,
                SignedPositions = user.SignedPositions,
                File = file,
                Hash = ContentHash.Of(bytes),
                Events = events,
                NewestBuy = newest,
            }, null);
        }
        catch (Exception e) when (e is JsonTextException or IOException or UnauthorizedAccessException)
        {
            return (null, VisibleText.Message(e.Message));
        }
    }

    /// <summary>An event is in several segments, and its first position can differ from one to the other: the earliest of all counts.</summary>
    private static void Add(Dictionary<ulong, long> events, Dictionary<string, ulong> hashes, ReadOnlySpan<SegmentEvent> rows)
    {
        foreach (ref readonly var row in rows)
        {
            if (!hashes.TryGetValue(row.EventId, out var hash))
            {
                hashes.Add(row.EventId, hash = SeenEvents.Hash(row.EventId));
            }

            var time = row.FirstTime is not { } first || (row.First.Close is not null && row.First.Buy is null) ? UserRun.NeverKnown : Math.Min(first, row.First.Buy ?? first);
            events[hash] = events.TryGetValue(hash, out var earlier) ? Math.Min(earlier, time) : time;
        }
    }
}
