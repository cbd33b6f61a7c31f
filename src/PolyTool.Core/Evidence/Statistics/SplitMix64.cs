using System.Runtime.CompilerServices;

namespace PolyTool.Core.Evidence.Statistics;

/// <summary>
/// The generator SplitMix64 (Steele, Lea and Flood 2014). The project has its own so that the same seed gives the
/// same numbers under every runtime. Not for secrets.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a large board draws 500 million of them
    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1; uneven by at most count / 2^64.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>Two whole numbers from 0 to <paramref name="count"/> - 1 from one draw; uneven by at most count / 2^32.</summary>
    public (int First, int Second) TwoBelow(int count)
    {
        var bits = Next();
        return ((int)((uint)bits * (ulong)count >> 32), (int)((bits >> 32) * (ulong)count >> 32));
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
