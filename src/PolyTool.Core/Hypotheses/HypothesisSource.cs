using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Failures;
using PolyTool.Core.Files;
using PolyTool.Core.Json;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Hypotheses;

/// <summary>Freezes rows of a board.</summary>
public static class HypothesisSource
{
    /// <summary>The rows that are wanted as hypotheses, with all that the batch has seen.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="now">When: the clock's time, or the given one of a rehearsal.</param>
    /// <param name="toFullPath">Makes a recorded run root's path full.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The set, sealed; and how many users' run roots never held statistics, so that nobody knows what was seen of them.</returns>
    /// <exception cref="Failure"><c>NotALeaderboard</c>, <c>EvidenceUnreadable</c>, <c>EvidenceNotFound</c>, <c>StatisticsUnreadable</c>, <c>ClockSetBack</c>, or what <see cref="HypothesisChain.Read"/> says of the set before.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static (HypothesisSet Set, int Without) Freeze(SavedBatch batch, FreezeOptions options, DateTimeOffset now, Func<string, string> toFullPath, CancellationToken cancellationToken = default)
    {
        var board = batch.ReadBoard(cancellationToken);
        var evidence = board.Evidence ?? throw new Failure("EvidenceNotFound", $"The batch at '{batch.Folder}' has no {EvidenceBoard.FileName}, so it does not say what could be tested. Make it again without -NoEvidence.", batch.Folder);
        var users = BatchUsers.ReadAll(batch, evidence, toFullPath, cancellationToken);
        var at = EpochClock.Format(now);
        if (users.NewestBuy > now.ToUnixTimeSeconds())
        {
            throw new Failure("ClockSetBack", $"The batch holds a buy of {EpochClock.Format(users.NewestBuy)}, and the set would be frozen at {at}, before it. Set the clock right.", batch.Folder);
        }

        return (HypothesisSetFile.Seal(new HypothesisSet
        {
            FrozenAt = at,
            Clock = options.IsRehearsal ? HypothesisSet.GivenClock : HypothesisSet.SystemClock,
            After = options.After is { } previous ? After(previous, at, options.IsRehearsal) : null,
            Batch = new(board.BatchId, board.CreatedAt, users.Content),
            Rule = evidence.Rule,
            Hypotheses = [.. Hypotheses(evidence, options)],
            Seen = Seen(users.Runs),
        }), users.Unread.Count);
    }

    private static IEnumerable<Hypothesis> Hypotheses(EvidenceBoard evidence, FreezeOptions options) =>
        from row in evidence.Segments
        let mean = VerdictRule.Tested(row)
        where row is { Residual: false, Basis: "events" } && mean?.Mean is not null && options.IsWanted(row)
        select new Hypothesis
        {
            Segment = row.SegmentKey,
            Variant = row.Variant,
            Direction = options.Direction ?? (mean.Mean < 0 ? HypothesisDirection.Below : HypothesisDirection.Above),
            SmallestEffect = options.SmallestEffect,
            Verdict = row.Verdict.ToString(),
            Mean = mean.Mean,
            Lower = mean.Lower,
            Upper = mean.Upper,
            Owners = row.Users,
            Events = row.Events ?? 0,
        };

    /// <summary>Wallets as a set remembers them, by key.</summary>
    internal static IReadOnlyList<SeenUser> Seen(IEnumerable<UserRun> runs) =>
        [.. runs.GroupBy(static run => run.Key, StringComparer.Ordinal).OrderBy(static g => g.Key, CodePointOrder.Comparer).Select(static g => Seen(g.Key, [.. g]))];

    private static SeenUser Seen(string key, IReadOnlyList<UserRun> runs)
    {
        var newest = runs.Order(Comparer<UserRun>.Create(UserRun.NewestFirst)).First();
        return new(key, newest.SignedPositions, SeenEvents.PackSignature(newest.Signature), SeenEvents.Pack(runs.SelectMany(static run => run.Events.Keys)));
    }

    private static PreviousSet After(string file, string at, bool isRehearsal)
    {
        var link = HypothesisChain.Read(file)[^1];
        var last = isRehearsal ? link.Set.FrozenAt : link.LastTime; // looks at a rehearsal are taken by the clock
        return string.CompareOrdinal(last, at) <= 0
            ? new(Path.GetFileName(file), link.Set.ContentHash, link.Looks.Last)
            : throw new Failure("ClockSetBack", $"The set would be frozen at {at}, and the one before it, '{file}', was frozen or looked at at {last}. Set the clock right.", file);
    }
}

/// <summary>What of a board is frozen, and how.</summary>
public sealed record FreezeOptions
{
    /// <summary>Chooses rows.</summary>
    public Func<SegmentEvidence, bool> IsWanted { get; init; } = static _ => true;

    /// <summary><c>Above</c> or <c>Below</c> for all; null: the side on which each row's mean lies.</summary>
    public string? Direction { get; init; }

    /// <summary>The smallest effect of interest, cents a share.</summary>
    public double SmallestEffect { get; init; } = 0.5;

    /// <summary>Full path of the set before it; null for the first of a chain.</summary>
    public string? After { get; init; }

    /// <summary>The time was given: the set is marked.</summary>
    public bool IsRehearsal { get; init; }
}
