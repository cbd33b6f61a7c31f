using System.Security.Cryptography;
using System.Text;

namespace PolyTool.Core.Evidence.Users;

/// <summary>A user of the batch, without figures.</summary>
internal sealed class EvidenceUser(UserFigures user)
{
    public string Key { get; } = user.Key;

    public string Name { get; } = user.User;

    public string? Wallet { get; } = user.Wallet;

    public string RunId { get; } = user.RunId;

    public string GeneratedAt { get; } = user.GeneratedAt;

    public bool HasEvents { get; } = user.HasEvents;

    public bool? LooksAutomated { get; } = user.LooksAutomated;

    public uint[]? Signature { get; } = user.Signature;

    public long SignedPositions { get; } = user.SignedPositions;

    /// <summary>Its place among all users and owners in the order of keys; two of one key, which never stand in one row, have two.</summary>
    public int Rank { get; set; }

    /// <summary>Who has this wallet and others; null where nobody is known to.</summary>
    public EvidenceUser? OwnedBy { get; set; }

    /// <summary>Wallets: more than one of an owner.</summary>
    public int Wallets { get; private init; } = 1;

    /// <summary>One owner of several wallets, named after the first.</summary>
    public static EvidenceUser Owner(IReadOnlyList<EvidenceUser> users) => new(new UserFigures
    {
        User = $"{users[0].Name} (+{users.Count - 1})",
        Wallet = users[0].Wallet,
        RunId = users[0].RunId,
        GeneratedAt = users[0].GeneratedAt,
        HasEvents = users.Any(static u => u.HasEvents),
        LooksAutomated = users.All(static u => u.LooksAutomated is null) ? null : users.Any(static u => u.LooksAutomated == true),
    })
    {
        Wallets = users.Count,
    };

    /// <summary>In which half of the users: by a hash of the key, so that it never changes.</summary>
    public bool InHalfB { get; } = (SHA256.HashData(Encoding.UTF8.GetBytes(user.Key))[0] & 1) == 1;

    /// <summary>Tells two runs of one user with the same names and times apart, in whatever order their segments stand.</summary>
    public ulong Fingerprint { get; } = FingerprintOf(user.Segments);

    /// <summary>False once a newer run of the same user has come.</summary>
    public bool Counts { get; set; } = true;

    private static ulong FingerprintOf(IReadOnlyList<KeyValuePair<RowName, SegmentFigures>> segments)
    {
        ulong sum = 0;
        foreach (var (key, figures) in segments)
        {
            var hash = EventPoint.Hash(key.Segment) + EventPoint.Hash(key.Variant) + (ulong)figures.Positions + BitConverter.DoubleToUInt64Bits(figures.MeanPercent ?? 0);
            foreach (ref readonly var point in figures.Events)
            {
                hash = (hash ^ point.Fingerprint()) * 1099511628211UL;
            }

            sum += hash;
        }

        return sum;
    }
}
