namespace PolyTool.Core.Evidence.Formulas;

/// <summary>Kish's (1965) effective size: as many equal weights as these uneven ones are worth.</summary>
internal static class Kish
{
    /// <summary>(Σw)² / Σw²; 0 without weights.</summary>
    /// <param name="sum">Sum of the weights.</param>
    /// <param name="sumOfSquares">Sum of their squares.</param>
    public static double EffectiveSize(double sum, double sumOfSquares) => sumOfSquares > 0 ? sum / sumOfSquares * sum : 0;
}
