using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Failures;
using PolyTool.Core.Scanning;

namespace PolyTool.Core.Batches.Journal;

/// <summary>The first line of a journal: which batch it is and what it was asked to do.</summary>
internal sealed record JournalHeader
{
    /// <summary>The version of the journal's form.</summary>
    public const int CurrentVersion = 1;

    public required string BatchId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required int Users { get; init; }

    public required string UsersDigest { get; init; }

    public required string Scanner { get; init; }

    public required ScanFlags Flags { get; init; }

    /// <summary>How many users must succeed, where more than one must.</summary>
    public int? MinSucceeded { get; init; }

    /// <summary>Which part of which batch it is, where it is one.</summary>
    public JournalShard? Shard { get; init; }

    public string ToolVersion { get; init; } = Version;

    /// <summary>The hash of scanner and flags, for people and tools that compare journals.</summary>
    public string OptionsHash => Hash([Scanner, .. ScanArguments.OfFlags(Flags)]);

    /// <summary>The version of this PolyTool.</summary>
    public static string Version { get; } =
        typeof(JournalHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static JournalHeader Of(BatchFolder folder, IReadOnlyList<string> users, string scanner, ScanFlags flags, int? minSucceeded, JournalShard? shard = null) => new()
    {
        BatchId = folder.BatchId,
        CreatedAt = folder.CreatedAt,
        Users = users.Count,
        UsersDigest = Hash(users),
        Scanner = Credentials.Hide(scanner),
        Flags = flags with { ApiBaseUrl = flags.RecordedApiBaseUrl },
        MinSucceeded = minSucceeded,
        Shard = shard,
    };

    /// <summary>The hash of a list of users.</summary>
    public static string DigestOf(IReadOnlyList<string> users) => Hash(users);

    /// <summary>What another header asks for otherwise, in words; empty where both ask for the same.</summary>
    public IReadOnlyList<string> DifferencesTo(JournalHeader other)
    {
        List<string> differences = [];
        if (UsersDigest != other.UsersDigest || Shard?.ListDigest != other.Shard?.ListDigest)
        {
            differences.Add($"the users ({Shard?.ListLength ?? Users} then, {other.Shard?.ListLength ?? other.Users} now)");
        }

        if (Shard?.Shard != other.Shard?.Shard)
        {
            differences.Add($"the part of a batch ({Shard?.Shard.ToString() ?? "none"} then, {other.Shard?.Shard.ToString() ?? "none"} now)");
        }

        AddOptions(differences, other);
        return differences;
    }

    private void AddOptions(List<string> differences, JournalHeader other)
    {
        if (Scanner != other.Scanner)
        {
            differences.Add($"the scanner ('{Scanner}' then, '{other.Scanner}' now)");
        }

        // Who resumes need not say it again.
        if (other.MinSucceeded is { } must && must != (MinSucceeded ?? 1))
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"how many users must succeed ({MinSucceeded ?? 1} then, {must} now)"));
        }

        var then = ScanArguments.OfFlags(Flags);
        var now = ScanArguments.OfFlags(other.Flags);
        if (!then.SequenceEqual(now, StringComparer.Ordinal))
        {
            differences.Add($"the scan flags ('{string.Join(' ', then)}' then, '{string.Join(' ', now)}' now)");
        }
    }

    private static string Hash(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }

        return "sha256:" + Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}

/// <summary>What the journal of a part of a batch says of the whole.</summary>
/// <param name="Shard">Which part it is.</param>
/// <param name="BatchId">The id of the whole batch.</param>
/// <param name="ListLength">How many users the whole list has.</param>
/// <param name="ListDigest">The hash of the whole list.</param>
internal sealed record JournalShard(BatchShard Shard, string BatchId, int ListLength, string ListDigest)
{
    public static JournalShard? Of(ShardPart? part) => part is null ? null : new(part.Shard, part.BatchId, part.ListLength, part.ListDigest);
}
