using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PolyTool.Core.Evidence.Formulas;

/// <summary>
/// The generator SplitMix64 (Steele, Lea and Flood 2014). The project has its own so that the same seed gives the
/// same numbers under every runtime. Not for secrets.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15, First = 0xBF58476D1CE4E5B9, Second = 0x94D049BB133111EB;

    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a large board draws hundreds of millions of them
    public ulong Next()
    {
        var z = _state += Gamma;
        z = (z ^ (z >> 30)) * First;
        z = (z ^ (z >> 27)) * Second;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1; uneven by at most count / 2^64.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>
    /// Fills pairs of whole numbers from 0 to <paramref name="count"/> - 1, each pair from one draw; uneven by at most count / 2^32. Four
    /// draws at a time: the state only counts, so that the next ones are known.
    /// </summary>
    /// <param name="count">At least one.</param>
    /// <param name="pairs">Takes them; an even number.</param>
    public void FillBelow(int count, Span<int> pairs)
    {
        var draws = MemoryMarshal.Cast<int, ulong>(pairs);
        var at = 0;
        if (BitConverter.IsLittleEndian)
        {
            var most = Vector256.Create((ulong)count);
            var ahead = Vector256.Create(Gamma) * Vector256.Create(1UL, 2, 3, 4);
            for (; at + Vector256<ulong>.Count <= draws.Length; at += Vector256<ulong>.Count, _state += unchecked(4 * Gamma))
            {
                var z = Vector256.Create(_state) + ahead;
                z = (z ^ (z >>> 30)) * First;
                z = (z ^ (z >>> 27)) * Second;
                z ^= z >>> 31;
                var low = ((z & Vector256.Create((ulong)uint.MaxValue)) * most) >>> 32;
                var high = ((z >>> 32) * most) & Vector256.Create(~(ulong)uint.MaxValue);
                (low | high).CopyTo(draws[at..]);
            }
        }

        for (at *= 2; at < pairs.Length; at += 2)
        {
            var bits = Next();
            pairs[at] = (int)((uint)bits * (ulong)count >> 32);
            pairs[at + 1] = (int)((bits >> 32) * (ulong)count >> 32);
        }
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
