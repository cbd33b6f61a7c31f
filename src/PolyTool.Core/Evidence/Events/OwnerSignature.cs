using System.Buffers.Binary;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// What a wallet bought when, in 128 numbers (MinHash, Broder 1997): the share of them that two wallets have equal estimates
/// the share of their purchases that they have in common. A purchase is an outcome token and the quarter of an hour of its
/// first buy; each stands in two half-overlapping ones, so that no edge of a window parts what a minute apart was bought.
/// </summary>
internal sealed class OwnerSignature
{
    /// <summary>Numbers of a signature.</summary>
    public const int Length = 128;

    /// <summary>Half of a window, seconds.</summary>
    private const long HalfWindow = 450;

    private readonly Dictionary<string, (string Token, long Time, bool BothSides, bool IsTested)> _markets = new(StringComparer.Ordinal);
    private readonly List<(string Token, long Time)> _alone = [];

    /// <summary>
    /// Adds a position. Only what is tested can count twice, so only that is signed: machines that buy the same side of markets
    /// that are over within five minutes would all look like one owner. Where both sides of a market are bought neither counts.
    /// </summary>
    /// <param name="token">The outcome token.</param>
    /// <param name="market">The market's condition id; empty where it is not known.</param>
    /// <param name="firstBuy">Time of the first buy, Unix seconds.</param>
    /// <param name="isTested">It has a price five minutes after that.</param>
    public void Add(string token, string market, long firstBuy, bool isTested)
    {
        if (market.Length > 0)
        {
            _markets[market] = !_markets.TryGetValue(market, out var known) ? (token, firstBuy, false, isTested)
                : (token, Math.Min(firstBuy, known.Time), known.BothSides || !string.Equals(known.Token, token, StringComparison.Ordinal), known.IsTested || isTested);
        }
        else if (isTested)
        {
            _alone.Add((token, firstBuy));
        }
    }

    /// <summary>The signature and how many positions it was made of; null without any.</summary>
    public (uint[]? Numbers, long Positions) Build()
    {
        var least = new uint[Length];
        Array.Fill(least, uint.MaxValue);
        long positions = 0;
        foreach (var (token, time) in _markets.Values.Where(static m => m.IsTested && !m.BothSides).Select(static m => (m.Token, m.Time)).Concat(_alone))
        {
            positions++;
            var name = Hash(token);
            var window = (long)Math.Floor(time / (double)HalfWindow);
            Take(least, Mix(name + (ulong)window));
            Take(least, Mix(name + (ulong)(window - 1)));
        }

        return (positions > 0 ? least : null, positions);
    }

    /// <summary>A signature as files hold it: 32 bits a number, the lowest byte first.</summary>
    public static byte[] ToBytes(uint[] numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(uint)];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), numbers[i]);
        }

        return bytes;
    }

    /// <summary>The signature of such bytes.</summary>
    public static uint[] OfBytes(ReadOnlySpan<byte> bytes)
    {
        var numbers = new uint[bytes.Length / sizeof(uint)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        }

        return numbers;
    }

    private static void Take(uint[] least, ulong element)
    {
        for (var i = 0; i < least.Length; i++)
        {
            least[i] = Math.Min(least[i], (uint)(Mix(element ^ (((ulong)i + 1) * 0xD1342543DE82EF95)) >> 32));
        }
    }

    /// <summary>FNV-1a of 64 bits over the token's characters, mixed.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
