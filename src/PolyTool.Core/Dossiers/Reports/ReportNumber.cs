using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>Numbers as reports hold them: six decimals, and finite.</summary>
internal static class ReportNumber
{
    /// <summary>A number with six decimals.</summary>
    /// <param name="value">The number.</param>
    /// <param name="place">What it is, for the message.</param>
    /// <exception cref="Failure"><c>DossierDefect</c>: It is not finite: numbers of the dossier are too large to be added.</exception>
    public static JsonValue Of(double value, string place) => double.IsFinite(value)
        ? JsonValue.Of(Rounding.ToSixDecimals(value))
        : throw DossierDefect.At(place, "the sum over the positions is not a finite number; correct the amounts or prices that are too large");

    /// <summary>A mean; null over nothing.</summary>
    public static JsonValue Mean(double sum, double weight, string place) => weight > 0 ? Of(sum / weight, place) : JsonValue.Null;

    /// <summary>A share of a count; 0 of nothing.</summary>
    public static double Share(long part, long whole) => whole == 0 ? 0 : Rounding.ToSixDecimals((double)part / whole);
}
