using System.Buffers;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Reports;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Failures;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Write;

/// <summary>The files of one run root for given times: the same order, dossier and times give the same bytes.</summary>
internal sealed class RunRootFiles
{
    private readonly IDossierSource _dossier;
    private readonly ScanReports _reports;
    private readonly SegmentTable _table;
    private readonly RunIdentity _identity;

    /// <summary>Makes the reports.</summary>
    /// <exception cref="Failure"><c>DossierDefect</c>: No report can be made of the dossier.</exception>
    public RunRootFiles(RunRootOrder order, IDossierSource dossier, string runId, RunTimes times)
    {
        _dossier = dossier;
        _table = order.Table;
        _identity = new(runId, order.UserSlug, order.Wallet, times.Started);
        _reports = ScanReports.Of(dossier.Positions, order.Table, _identity, order.Warnings);
    }

    /// <summary>The warnings of the coverage report.</summary>
    public IReadOnlyList<string> Warnings => _reports.Warnings;

    /// <summary>The files but the manifest, in the order in which they are written.</summary>
    public IReadOnlyList<(string Name, Action<IBufferWriter<byte>, CancellationToken> Write)> Files =>
    [
        ("dossier.json", _dossier.Write),
        ("segment_analysis.json", Json(_reports.SegmentAnalysis)),
        ("hypothesis_candidates.json", Json(_reports.HypothesisCandidates)),
        ("coverage_reconciliation_report.json", Json(_reports.Coverage)),
        (SegmentStatistics.FileName, WriteStatistics),
    ];

    private void WriteStatistics(IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StatisticsReport.Write(_reports.Positions, _table, _identity, _dossier.Activity, output);
    }

    private static Action<IBufferWriter<byte>, CancellationToken> Json(JsonValue value) =>
        (output, _) => new CanonicalJsonWriter(output).WriteValue(value);
}
