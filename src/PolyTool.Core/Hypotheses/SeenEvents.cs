using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PolyTool.Core.Evidence.Events;

namespace PolyTool.Core.Hypotheses;

/// <summary>What a set holds of wallets and their events, in few bytes: eight an event, 512 a signature.</summary>
internal static class SeenEvents
{
    /// <summary>The first eight bytes of SHA-256 over an event's name in UTF-8, the first the highest.</summary>
    public static ulong Hash(string eventId) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));

    /// <summary>Hashes of events in base64, sorted, each once.</summary>
    public static string Pack(IEnumerable<ulong> events)
    {
        var sorted = events.Distinct().Order().ToArray();
        var bytes = new byte[8 * sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8 * i), sorted[i]);
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>The hashes again.</summary>
    public static IEnumerable<ulong> Unpack(string text)
    {
        var bytes = Convert.FromBase64String(text);
        for (var at = 0; at < bytes.Length; at += 8)
        {
            yield return BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at, 8));
        }
    }

    /// <summary>A signature in base64, the low byte of each number first.</summary>
    public static string? PackSignature(uint[]? signature) =>
        signature is { Length: OwnerSignature.Length } ? Convert.ToBase64String(OwnerSignature.ToBytes(signature)) : null;

    /// <summary>The signature again.</summary>
    public static uint[]? UnpackSignature(string? text) => text is null ? null : OwnerSignature.OfBytes(Convert.FromBase64String(text));

    /// <summary>Whether all that users hold can be unpacked.</summary>
    public static bool AreReadable(IEnumerable<SeenUser> users) => users.All(static user =>
        user.SignedPositions >= 0 && Length(user.Events) is { } events && events % 8 == 0 && (user.Signature is null || Length(user.Signature) == 4 * OwnerSignature.Length));

    private static int? Length(string base64)
    {
        var bytes = new byte[(base64.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? written : null;
    }
}
