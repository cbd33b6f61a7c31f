using System.Globalization;

namespace PolyTool.Core.Evidence.Events;

/// <summary>
/// Reads the text of a JSON number. A large batch holds fifty million of them, and nearly all have at most 15 digits
/// and a small exponent: then whole number and power of ten are exact doubles, so that one division rounds correctly
/// (Clinger 1990). All others go the general way.
/// </summary>
internal static class QuickNumber
{
    private static readonly double[] s_powers = [.. Enumerable.Range(0, 23).Select(e => double.Parse("1E" + e.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];

    /// <summary>The number's value; false where it is no number or not finite.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        long digits = 0;
        int count = 0, decimals = 0;
        var afterPoint = false;
        var negative = text.Length > 0 && text[0] == '-';
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + (text[i] - '0');
                decimals += afterPoint ? 1 : 0;
                count++;
            }
            else if (text[i] == '.' && !afterPoint)
            {
                afterPoint = true;
            }
            else
            {
                count = int.MaxValue;
            }

            if (count > 15)
            {
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
            }
        }

        value = digits / s_powers[decimals];
        value = negative ? -value : value;
        return count > 0;
    }
}
