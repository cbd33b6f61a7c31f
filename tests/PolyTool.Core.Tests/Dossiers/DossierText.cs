using System.Text;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Reports;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers;

/// <summary>Makes dossiers and their reports out of JSON text.</summary>
internal static class DossierText
{
    public static SegmentTable Original { get; } = SegmentTables.BuiltIn(SegmentTables.Original);

    public static SegmentTable Default { get; } = SegmentTables.BuiltIn(SegmentTables.Default);

    public static IReadOnlyList<DossierRow> Rows(params string[] positions) =>
        Read(Encoding.UTF8.GetBytes($$"""{"positions": [{{string.Join(", ", positions)}}]}""")).Positions;

    public static DossierContent Read(ReadOnlySpan<byte> bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes.ToArray());
            using var file = File.OpenHandle(path);
            return DossierReader.Read(file, CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static ScanReports Reports(params string[] positions) => Reports(Rows(positions));

    public static ScanReports Reports(IReadOnlyList<DossierRow> rows, SegmentTable? table = null) =>
        ScanReports.Of(rows, table ?? Original, new("r", "u", "w", DateTimeOffset.UnixEpoch), []);

    /// <summary>The bucket of a segment, for example <c>league:nba</c>.</summary>
    public static JsonValue Bucket(this ScanReports reports, string key)
    {
        var parts = key.Split(':', 2);
        return reports.SegmentAnalysis["segment_analysis"]![$"by_{parts[0]}"]![parts[1]]!;
    }

    /// <summary>A value as compact text, for comparisons.</summary>
    public static string Compact(this JsonValue? value) => value is null ? "(absent)"
        : value.ToString().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
