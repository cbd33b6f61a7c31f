using System.Globalization;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>
/// How figures are rounded before they are compared and written: to ten significant digits. Logarithms and powers
/// may differ in their last bits between runtimes and processors; ten digits are the same on all of them.
/// </summary>
internal static class Figures
{
    public static double Round(double value) =>
        value == 0 ? 0 : double.Parse(value.ToString("E9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Null where there is no finite value: what is not known is never NaN in a file.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? Round(number) : null;
}
