using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>What the tables of markets show of one market: small, because a busy user has tens of thousands.</summary>
internal sealed class MarketTotals
{
    private int _won;
    private int _finished;
    private double _net;

    /// <summary>Positions.</summary>
    public int Count { get; private set; }

    /// <summary>Share of the finished positions that made money; 0 where none is finished.</summary>
    public double WinRate => ReportNumber.Share(_won, _finished);

    /// <summary>Adds one position.</summary>
    public void Add(DossierRow row)
    {
        Count++;
        _net += row.Fees.NetOfEstimatedFees;
        var won = row.SegmentOutcome is Outcome.Win or Outcome.ProfitExit;
        _won += won ? 1 : 0;
        _finished += won || row.SegmentOutcome is Outcome.Loss or Outcome.LossExit ? 1 : 0;
    }

    /// <summary>Profit net of estimated fees, USD, six decimals.</summary>
    /// <param name="slug">The market, for messages.</param>
    /// <exception cref="Failure"><c>DossierDefect</c>: It is not finite.</exception>
    public double TotalPnlNet(string slug) => ReportNumber.Of(_net, $"total_pnl_net of the market '{slug}'").Number;
}
