using System.Numerics;

namespace PolyTool.Core.RunRoots;

/// <summary>The quotient of two integers of any size, correctly rounded to a double.</summary>
internal static class ExactRatio
{
    private const long LargestExact = 1L << 53;

    /// <summary>The quotient; infinite where it is beyond the range of a double.</summary>
    public static double Divide(BigInteger numerator, BigInteger denominator)
    {
        if (BigInteger.Abs(numerator) <= LargestExact && denominator <= LargestExact)
        {
            // Both are exact, and the division of two doubles rounds once.
            return (double)numerator / (double)denominator;
        }

        var size = BigInteger.Abs(numerator);

        // Scale so that the quotient has 62 to 64 bits; what is cut off only has to be known to be there.
        var shift = 63 - (int)(size.GetBitLength() - denominator.GetBitLength());
        var scaledUp = shift > 0 ? size << shift : size;
        var scaledBy = shift < 0 ? denominator << -shift : denominator;
        var quotient = (ulong)BigInteger.DivRem(scaledUp, scaledBy, out var rest);
        var result = Math.ScaleB(rest.IsZero ? quotient : quotient | 1, -shift);
        return numerator.Sign < 0 ? -result : result;
    }
}
