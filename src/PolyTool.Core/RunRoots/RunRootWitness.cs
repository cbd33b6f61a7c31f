using System.Security.Cryptography;

namespace PolyTool.Core.RunRoots;

/// <summary>Notes what reading a run root saw of its files, for who wants to know later whether it would see the same again. Of one run root, one thread.</summary>
/// <param name="hashes">Whether the bytes that were read are hashed.</param>
internal sealed class RunRootWitness(bool hashes)
{
    private readonly Dictionary<string, byte[]?> _read = new(4, StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(4, StringComparer.Ordinal);

    [ThreadStatic]
    private static IncrementalHash? s_hash;

    /// <summary>Whether something else than the files' bytes hindered the reading: a right, a disk. Next time it may be gone.</summary>
    public bool HasTrouble { get; private set; }

    /// <summary>A fresh hash for the next file; null where none is wanted.</summary>
    public IncrementalHash? Hash => hashes ? s_hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>A file was read, its bytes being in <see cref="Hash"/>.</summary>
    public void Read(string name) => _read[name] = Hash?.GetHashAndReset();

    /// <summary>The same for who has the bytes.</summary>
    public void Read(string name, ReadOnlySpan<byte> bytes) => _read[name] = hashes ? SHA256.HashData(bytes) : null;

    /// <summary>A file was looked for and is not there.</summary>
    public void Missing(string name) => _missing.Add(name);

    /// <summary>A file could not be read.</summary>
    public void Trouble() => HasTrouble = true;

    /// <summary>Whether a file was read.</summary>
    public bool HasRead(string name) => _read.ContainsKey(name);

    /// <summary>Whether a file was looked for in vain.</summary>
    public bool HasMissed(string name) => _missing.Contains(name);

    /// <summary>The SHA-256 of what was read of a file; null where it was not read, or not hashed.</summary>
    public byte[]? HashOf(string name) => _read.GetValueOrDefault(name);
}
