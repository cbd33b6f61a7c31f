using System.Security.Cryptography;

namespace PolyTool.Core.Files;

/// <summary>Hashes as the files of runs, sets, looks and the cache hold them.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    /// <param name="bytes">What is hashed.</param>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
