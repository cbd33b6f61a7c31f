using PolyTool.Core.Dossiers.Reports;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers.Reports;

/// <summary>The original's own reports of sixteen random dossiers and one scan, and an independent program's of two more.</summary>
public class GoldenDossierTests
{
    public static TheoryData<string> Cases
    {
        get
        {
            TheoryData<string> cases = [.. Directory.GetDirectories(Repository.Golden, "dossier*").Concat(Directory.GetDirectories(Repository.Golden, "report*")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
            cases.Add(Path.Combine("scan01", "run_root"));
            return cases;
        }
    }

    [Fact]
    public void All_golden_dossiers_are_there() => Assert.Equal(19, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_reports_of_a_dossier_are_the_originals_byte_for_byte(string name)
    {
        var folder = Path.Combine(Repository.Golden, name);
        var expected = Read(folder, "coverage_reconciliation_report.json");
        RunIdentity identity = new(
            expected["run_id"]!.Text, expected["user_slug"]!.Text, expected["wallet"]!.Text,
            new DateTimeOffset(2026, 2, 20, 18, 0, 0, TimeSpan.Zero));
        var dossier = DossierText.Read(File.ReadAllBytes(Path.Combine(folder, "dossier.json")));

        var reports = ScanReports.Of(dossier.Positions, SegmentTables.BuiltIn(SegmentTables.Original), identity, []);

        AssertSame(folder, "segment_analysis.json", reports.SegmentAnalysis);
        AssertSame(folder, "hypothesis_candidates.json", reports.HypothesisCandidates);

        // The golden reports have their warnings taken out, because they are the original's sentences.
        AssertSame(folder, "coverage_reconciliation_report.json", JsonValue.Object(
            reports.Coverage.Members.Select(m => m.Key == "warnings" ? KeyValuePair.Create(m.Key, JsonValue.EmptyArray) : m)));
    }

    private static JsonValue Read(string folder, string name) => JsonText.Parse(File.ReadAllBytes(Path.Combine(folder, name)));

    private static void AssertSame(string folder, string name, JsonValue actual) =>
        Assert.Equal(File.ReadAllText(Path.Combine(folder, name)), System.Text.Encoding.ASCII.GetString(actual.ToCanonicalBytes()));
}
