using System.Runtime.InteropServices;

namespace PolyTool.Core.Evidence.Formulas;

/// <summary>An interval of a number.</summary>
/// <param name="Lower">Its lower end.</param>
/// <param name="Upper">Its upper end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>The interval from <paramref name="middle"/> minus to plus <paramref name="half"/>.</summary>
    public static Interval Around(double middle, double half) => new(middle - half, middle + half);
}
