using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Analysis;
using PolyTool.Core.Evidence.Saved;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Failures;

namespace PolyTool.Core.SavedBatches;

/// <summary>The lines of forest plots, from a batch's evidence, and from its run roots where the evidence lists not all users.</summary>
public static class ForestLines
{
    /// <summary>The lines of the wanted segments: users, heaviest first, then the pool.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isWanted">Chooses segments by key.</param>
    /// <param name="toFullPath">Makes a recorded run root's path full.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The lines, and the users whose run roots could not be read again; null where the batch has no evidence.</returns>
    /// <exception cref="Failure"><c>EvidenceUnreadable</c>: the evidence is damaged.</exception>
    /// <exception cref="IOException">A file of the batch cannot be read.</exception>
    public static (IReadOnlyList<ForestLine> Lines, IReadOnlyList<string> Unreadable)? Read(
        SavedBatch batch, Func<string, bool> isWanted, Func<string, string> toFullPath, CancellationToken cancellationToken = default)
    {
        if (batch.ReadEvidence() is not { } board)
        {
            return null;
        }

        var segments = SavedSegments.Of(board.Segments).Where(row => isWanted(row.SegmentKey)).Select(static row => row.Whole).ToList();
        var unreadable = new List<string>();
        var all = segments.Exists(s => s.Users > s.HeaviestUsers.Count)
            ? ReadRunRoots(batch, board.Rule, [.. segments.Select(static s => new RowName(s.SegmentKey, s.Variant))], toFullPath, unreadable, cancellationToken)
            : null;
        return ([.. segments.SelectMany(s => Lines(s, all is not null && s.Users > s.HeaviestUsers.Count ? all.Lines(s.SegmentKey, s.Variant, s.VarianceFloor) : s.HeaviestUsers))], unreadable);
    }

    private static EvidenceBuilder ReadRunRoots(
        SavedBatch batch, EvidenceRule rule, HashSet<RowName> wanted, Func<string, string> toFullPath, List<string> unreadable, CancellationToken cancellationToken)
    {
        var builder = new EvidenceBuilder(rule);
        foreach (var user in batch.ReadUsers(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (user.RunRoot is not { } root)
            {
                continue;
            }

            if (EvidenceSource.Read(toFullPath(root), user.User, null).Figures is { } figures)
            {
                builder.Add(figures with { Segments = [.. figures.Segments.Where(s => wanted.Contains(s.Key))] });
            }
            else
            {
                unreadable.Add(user.User);
            }
        }

        return builder;
    }

    private static IEnumerable<ForestLine> Lines(SegmentEvidence segment, IReadOnlyList<UserLine> users)
    {
        foreach (var user in users)
        {
            yield return new ForestLine
            {
                Segment = segment.SegmentKey,
                Variant = segment.Variant,
                Kind = "User",
                User = user.User,
                Wallet = user.Wallet,
                Measure = segment.TestMeasure,
                Events = user.Events,
                Positions = user.Positions,
                Notional = user.Notional,
                Mean = user.Mean,
                Lower = user.Lower,
                Upper = user.Upper,
                Weight = user.Weight,
                LooksAutomated = user.LooksAutomated,
            };
        }

        var pooled = VerdictRule.Tested(segment);
        yield return new ForestLine
        {
            Segment = segment.SegmentKey,
            Variant = segment.Variant,
            Kind = "Pooled",
            User = segment.Users == 1 ? "1 user" : $"{segment.Users} users",
            Measure = segment.TestMeasure,
            Events = segment.Events,
            Positions = segment.Positions,
            Notional = segment.Notional,
            Mean = pooled?.Mean,
            Lower = pooled?.Lower,
            Upper = pooled?.Upper,
            Weight = 1,
            Verdict = segment.Verdict.ToString(),
            Reason = string.Join("; ", segment.Reasons),
        };
    }
}

/// <summary>One line of a segment's forest plot: a user, or the pool of all.</summary>
public sealed record ForestLine
{
    /// <summary><c>dimension:bucket</c>.</summary>
    public string Segment { get; init; } = "";

    /// <summary>Which line the figures use: <c>pre_event</c>, <c>markout_24h</c>, or <c>combined</c> of older files.</summary>
    public string Variant { get; init; } = "";

    /// <summary><c>User</c> or <c>Pooled</c>; the pooled line comes last.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The user as the batch names them; on the pooled line, their number in words.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's wallet; null where it is not known.</summary>
    public string? Wallet { get; init; }

    /// <summary><c>follow_through</c> or <c>total</c>, in cents a share; <c>percent</c> where run roots tell users' means only.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Events; null where run roots tell users' means only.</summary>
    public long? Events { get; init; }

    /// <summary>Positions with a closing line; on the pooled line all positions.</summary>
    public long Positions { get; init; }

    /// <summary>Notional in USD.</summary>
    public double Notional { get; init; }

    /// <summary>The mean.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? Upper { get; init; }

    /// <summary>Share in the pooled mean, 0 to 1.</summary>
    public double Weight { get; init; }

    /// <summary>Trades like a bot or a market maker; null where not known.</summary>
    public bool? LooksAutomated { get; init; }

    /// <summary>The verdict, on the pooled line.</summary>
    public string? Verdict { get; init; }

    /// <summary>Its reasons, on the pooled line.</summary>
    public string? Reason { get; init; }
}
