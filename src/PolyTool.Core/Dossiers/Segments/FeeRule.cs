using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Segments;

/// <summary>
/// The original's estimate of fees: a rate on profit. It is a heuristic, not Polymarket's fee schedule; the reports keep it
/// because their numbers are defined with it.
/// </summary>
/// <param name="ProfitFeeRate">Share of a profit, 0 or more.</param>
/// <param name="SourceLabel">How an estimated fee is labelled.</param>
internal sealed record FeeRule(double ProfitFeeRate, string SourceLabel)
{
    /// <summary>Label of a position without profit.</summary>
    public const string NotApplicable = "not_applicable";

    /// <summary>2 % of profit, labelled <c>estimated</c>.</summary>
    public static FeeRule Default { get; } = new(0.02, "estimated");

    /// <summary>The fees of one position, each number rounded to six decimals.</summary>
    /// <param name="grossPnl">Profit or loss before fees, USD.</param>
    /// <param name="feesActual">Fees known to be paid, USD.</param>
    public Fees Apply(double grossPnl, double feesActual)
    {
        var profit = grossPnl > 0;
        var estimated = profit ? grossPnl * ProfitFeeRate : 0;
        return new(
            Rounding.ToSixDecimals(grossPnl),
            Rounding.ToSixDecimals(feesActual),
            Rounding.ToSixDecimals(estimated),
            profit ? SourceLabel : NotApplicable,
            Rounding.ToSixDecimals(grossPnl - estimated));
    }
}

/// <summary>What <see cref="FeeRule"/> makes of a position; USD, six decimals.</summary>
internal readonly record struct Fees(double GrossPnl, double Actual, double Estimated, string Source, double NetOfEstimatedFees);
