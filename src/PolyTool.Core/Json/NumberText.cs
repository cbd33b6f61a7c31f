using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace PolyTool.Core.Json;

/// <summary>
/// The text of a double in canonical JSON: the shortest digits that read back as the same value, in fixed notation with a
/// fraction while the decimal exponent is from -4 to 15, else in scientific notation with a sign and at least two exponent
/// digits (<c>100.0</c>, <c>1e-05</c>, <c>1e+16</c>).
/// </summary>
public static class NumberText
{
    /// <summary>The longest text that <see cref="Format"/> writes, in bytes.</summary>
    internal const int MaxLength = 32;

    /// <summary>The canonical text of a finite double.</summary>
    /// <param name="value">Any finite value; minus zero keeps its sign.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite: canonical JSON has no text for it.</exception>
    public static string Of(double value)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return System.Text.Encoding.ASCII.GetString(buffer[..Format(value, buffer)]);
    }

    /// <summary>Writes the canonical text of a finite double as ASCII and returns its length in bytes.</summary>
    internal static int Format(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A number in canonical JSON is finite.");
        }

        if (TryFormatSixDecimals(value, destination, out var quick))
        {
            return quick;
        }

        // "E16" would round; the default format gives the shortest digits that round-trip, in one of two notations.
        Span<byte> shortest = stackalloc byte[MaxLength];
        if (!Utf8Formatter.TryFormat(value, shortest, out var length))
        {
            throw new InvalidOperationException("A double did not fit its buffer.");
        }

        ReadOnlySpan<byte> text = shortest[..length];
        var written = 0;
        if (text[0] == (byte)'-')
        {
            destination[written++] = (byte)'-';
            text = text[1..];
        }

        // Take the notation apart: digits without leading and trailing zeros, and the place of the decimal point.
        Span<byte> digits = stackalloc byte[MaxLength];
        var count = 0;
        var point = 0;
        var e = text.IndexOf((byte)'E');
        var mantissa = e < 0 ? text : text[..e];
        var seenPoint = false;
        foreach (var b in mantissa)
        {
            if (b == (byte)'.')
            {
                seenPoint = true;
            }
            else if (count > 0 || b != (byte)'0')
            {
                digits[count++] = b;
                point += seenPoint ? 0 : 1;
            }
            else if (seenPoint)
            {
                point--;
            }
        }

        if (count == 0)
        {
            "0.0"u8.CopyTo(destination[written..]);
            return written + 3;
        }

        if (e >= 0)
        {
            point += int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        while (count > 1 && digits[count - 1] == (byte)'0')
        {
            count--;
        }

        return written + Layout(digits[..count], point, destination[written..]);
    }

    // Nearly all numbers in these files have six decimals or fewer. A decimal of at most 15 digits that reads back as the value
    // is its shortest text, because no two such decimals share a double.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryFormatSixDecimals(double value, Span<byte> destination, out int length)
    {
        const double Smallest = 1e-4;
        const double Largest = 1e9;
        const int Decimals = 6;
        const long Scale = 1_000_000;
        length = 0;
        var size = Math.Abs(value);
        if (size is not (>= Smallest and < Largest))
        {
            return false;
        }

        var scaled = Math.Round(size * Scale);
        if (scaled / Scale != size)
        {
            return false;
        }

        if (value < 0)
        {
            destination[length++] = (byte)'-';
        }

        (var whole, var fraction) = Math.DivRem((long)scaled, Scale);
        Utf8Formatter.TryFormat(whole, destination[length..], out var wholeLength);
        length += wholeLength;
        destination[length++] = (byte)'.';
        Utf8Formatter.TryFormat(fraction, destination[length..], out _, new('D', Decimals));
        var last = length + Decimals;
        while (last > length + 1 && destination[last - 1] == (byte)'0')
        {
            last--;
        }

        length = last;
        return true;
    }

    // point: how many digits stand before the decimal point; the decimal exponent is point - 1.
    private static int Layout(ReadOnlySpan<byte> digits, int point, Span<byte> destination)
    {
        var exponent = point - 1;
        if (exponent is < -4 or >= 16)
        {
            return Scientific(digits, exponent, destination);
        }

        var at = 0;
        if (point <= 0)
        {
            destination[at++] = (byte)'0';
            destination[at++] = (byte)'.';
            destination.Slice(at, -point).Fill((byte)'0');
            at += -point;
            digits.CopyTo(destination[at..]);
            return at + digits.Length;
        }

        if (digits.Length <= point)
        {
            digits.CopyTo(destination);
            destination[digits.Length..point].Fill((byte)'0');
            destination[point] = (byte)'.';
            destination[point + 1] = (byte)'0';
            return point + 2;
        }

        digits[..point].CopyTo(destination);
        destination[point] = (byte)'.';
        digits[point..].CopyTo(destination[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int Scientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var at = 0;
        destination[at++] = digits[0];
        if (digits.Length > 1)
        {
            destination[at++] = (byte)'.';
            digits[1..].CopyTo(destination[at..]);
            at += digits.Length - 1;
        }

        destination[at++] = (byte)'e';
        destination[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Utf8Formatter.TryFormat(Math.Abs(exponent), destination[at..], out var length, new('D', 2));
        return at + length;
    }
}
