using PolyTool.Core.Dossiers;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers;

/// <summary>Dossiers of a scratch folder, or of tests/golden, and the run roots that the scanner makes of them.</summary>
public abstract class DossierWorld : IDisposable
{
    protected static IReadOnlyList<string> AllFiles { get; } =
    [
        "coverage_reconciliation_report.json", "dossier.json", "hypothesis_candidates.json", "run_manifest.json",
        "segment_analysis.json", "segment_statistics.json",
    ];

    protected string Folder { get; } = Directory.CreateTempSubdirectory("polytool-dossier-").FullName;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static string Golden(params string[] parts)
    {
        var path = Path.Combine([Repository.Golden, .. parts]);
        return Directory.Exists(path) ? Path.Combine(path, "dossier.json") : path;
    }

    protected static JsonValue Read(ScannedRunRoot root, string name) => JsonText.Parse(File.ReadAllBytes(Path.Combine(root.FullPath, name)));

    protected static Dictionary<string, byte[]> Contents(ScannedRunRoot root) =>
        Directory.GetFiles(root.FullPath).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal);

    protected string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    protected async Task<ScannedRunRoot> Scan(
        string dossier, int hours = 0, bool force = false, SegmentTableSource? table = null, CancellationToken? cancel = null)
    {
        var scanner = await DossierScanner.CreateAsync(
            new("out", Path.Combine(Folder, "out")), table ?? SegmentTableSource.BuiltIn("original")!, force, new At(hours), Cancel);
        return await scanner.ScanAsync(new(dossier, dossier), cancel ?? Cancel);
    }

    private sealed class At(int hours) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddHours(hours);
    }
}
