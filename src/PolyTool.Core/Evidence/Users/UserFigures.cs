using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Users;

/// <summary>What one user brings to a batch's evidence.</summary>
internal sealed record UserFigures
{
    /// <summary>The user as the batch names them.</summary>
    public required string User { get; init; }

    /// <summary>Their wallet, lower case; null where it is not known.</summary>
    public string? Wallet { get; init; }

    public string RunId { get; init; } = "";

    public string GeneratedAt { get; init; } = "";

    /// <summary>Sums an event are known, not only means.</summary>
    public bool HasEvents { get; init; }

    public bool? LooksAutomated { get; init; }

    /// <summary>What was bought when; null where that is not known.</summary>
    public uint[]? Signature { get; init; }

    /// <summary>Positions that the signature was made of.</summary>
    public long SignedPositions { get; init; }

    /// <summary>The rows that the user is in; each once.</summary>
    public IReadOnlyList<KeyValuePair<RowName, SegmentFigures>> Segments { get; init; } = [];

    /// <summary>Tells users apart: the wallet, else the name.</summary>
    public string Key => Wallet ?? "name:" + User;

    /// <summary>From the bytes of <c>segment_statistics.json</c>.</summary>
    /// <param name="user">The user as the batch names them.</param>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="JsonTextException">The bytes are not such a file.</exception>
    public static UserFigures Read(string user, ReadOnlySpan<byte> utf8)
    {
        var segments = new List<KeyValuePair<RowName, SegmentFigures>>();
        var rest = SegmentStatisticsReader.Read(utf8, (key, variant, events) => segments.Add(KeyValuePair.Create(new RowName(key, variant), SegmentFigures.Of(events))));
        return Of(user, rest) with { Segments = segments };
    }

    /// <summary>From the content of <c>segment_statistics.json</c>.</summary>
    /// <param name="user">The user as the batch names them.</param>
    /// <param name="statistics">The file's content.</param>
    public static UserFigures Of(string user, SegmentStatistics statistics) => new()
    {
        User = user,
        Wallet = NonEmpty(statistics.Wallet),
        RunId = statistics.RunId,
        GeneratedAt = statistics.GeneratedAt,
        HasEvents = true,
        LooksAutomated = statistics.Activity.LooksAutomated,
        Signature = statistics.Signature is { } signature ? [.. signature] : null,
        SignedPositions = statistics.SignedPositions,
        Segments = [.. statistics.Segments.Select(s => KeyValuePair.Create(new RowName(s.SegmentKey, s.Variant), SegmentFigures.Of([.. s.Events])))],
    };

    internal static string? NonEmpty(string? wallet) =>
        string.IsNullOrWhiteSpace(wallet) ? null : wallet.Trim().ToLowerInvariant();
}

/// <summary>What a row is about: a segment, measured against one kind of line. Two variants are two rows and two tests.</summary>
/// <param name="Segment"><c>dimension:bucket</c>.</param>
/// <param name="Variant"><c>pre_event</c>, <c>markout_24h</c> or, of older files, <c>combined</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowName(string Segment, string Variant);
