using PolyTool.Core.Batches.Shards;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Files;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Batches;

/// <summary>What a batch is asked to do, in either mode.</summary>
public abstract record BatchRequest
{
    private protected BatchRequest()
    {
    }

    /// <summary>Which batch it is and where it lies.</summary>
    public required BatchFolder Folder { get; init; }

    /// <summary>How many users are in work at once, 1 or more. Changes speed, never bytes.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Write over a batch root that is there; with <see cref="ScanRequest.Resume"/>: go on though users or options differ.</summary>
    public bool Force { get; init; }

    /// <summary>The rule of the batch's evidence; null: no evidence is made, and nothing is read for it.</summary>
    public EvidenceRule? Evidence { get; init; }

    /// <summary>How the list of users came about; recorded in the evidence, which it limits.</summary>
    public UserSelection UserSelection { get; init; }

    /// <summary>The last day of the profits that users were chosen by, days since 1970-01-01; null where that is not known.</summary>
    public int? SelectedUntil { get; init; }

    /// <summary>Bytes of the evidence's figures that stay in memory; what is more goes into a file in the batch root while the batch runs. Changes memory, never bytes.</summary>
    internal long EvidenceBytesInMemory { get; init; } = CollectedRows.MostBytes;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many users the batch has.</summary>
    public abstract int Count { get; }
}

/// <summary>Aggregate run roots that are there.</summary>
public sealed record AggregateRequest : BatchRequest
{
    /// <summary>The run roots in order; they exist.</summary>
    public required IReadOnlyList<GivenPath> RunRoots { get; init; }

    /// <summary>
    /// Read only run roots that changed since the last aggregation of this batch, told by this; the others are taken from what it kept
    /// in the batch root, or in that of the newest batch of the same id. What is read is kept for the next one. Changes speed, never
    /// bytes. Null: all are read, and nothing is kept.
    /// </summary>
    public ReuseCheck? Reuse { get; init; }

    /// <inheritdoc/>
    public override int Count => RunRoots.Count;
}

/// <summary>Scan users and aggregate what comes of it.</summary>
public sealed record ScanRequest : BatchRequest
{
    /// <summary>The users in order, without doubles.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>The users file as recorded; null where the users came otherwise.</summary>
    public string? UsersFile { get; init; }

    /// <summary>The scan flags, passed on and recorded.</summary>
    public ScanFlags Flags { get; init; } = ScanFlags.None;

    /// <summary>What scans.</summary>
    public required IUserScanner Scanner { get; init; }

    /// <summary>What scans, in words that stay the same from one call to the next: a resumed batch compares them.</summary>
    public required string ScannerName { get; init; }

    /// <summary>The full path that relative run roots start from.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>Time limit and retries of one user's scan.</summary>
    public ScanPolicy Policy { get; init; } = ScanPolicy.Default;

    /// <summary>How many users may fail before the batch stops without a leaderboard; null: any number.</summary>
    public UserQuota? FailureLimit { get; init; }

    /// <summary>How many users must succeed, or the batch reads as failed; null: one. A batch that is resumed keeps its own.</summary>
    public UserQuota? MinSucceeded { get; init; }

    /// <summary>The time limit of the batch; users that are not done by then fail, the others are aggregated. Null: none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Which part of which batch it is: <see cref="Users"/> are its users. Null: the batch is a whole.</summary>
    public ShardPart? Part { get; init; }

    /// <summary>Go on with the batch whose journal lies in the folder.</summary>
    public bool Resume { get; init; }

    /// <inheritdoc/>
    public override int Count => Users.Count;
}

/// <summary>Join parts of a batch that were scanned apart. The evidence's rule is theirs, not this request's.</summary>
public sealed record JoinRequest : BatchRequest
{
    private JoinRequest()
    {
    }

    /// <summary>The parts.</summary>
    public required ShardSet Shards { get; init; }

    /// <inheritdoc/>
    public override int Count => Shards.Users;

    /// <summary>Joins parts into a folder.</summary>
    /// <param name="folder">Where the batch goes.</param>
    /// <param name="shards">The parts.</param>
    public static JoinRequest Of(BatchFolder folder, ShardSet shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        return new()
        {
            Folder = folder,
            Shards = shards,
            Evidence = shards.Rule,
            UserSelection = shards.Selection,
            SelectedUntil = shards.SelectedUntil,
        };
    }
}
