using PolyTool.Core.RunRoots;

namespace PolyTool.Core.Tests.RunRoots;

/// <summary>A run root on disk that a test writes; without anything said it is a good one.</summary>
internal sealed class SampleRunRoot : IDisposable
{
    public const string GoodCandidates = """
        {"user_slug":"alice","wallet":"0xabc","candidates":[
          {"segment_key":"league:nba","rank":1,
           "metrics":{"count":10,"notional_weighted_avg_clv_pct":0.125,"notional_weighted_beat_close_rate":0.6,"avg_clv_pct":0.1,"beat_close_rate":0.5},
           "denominators":{"weight_used":100.0,"count_used":10,"weighting":"notional"}}]}
        """;

    public const string GoodCoverage = """
        {"clv_coverage":{"coverage_rate":0.5},
         "entry_context_coverage":{"eligible_positions":3,"price_at_entry_present_count":1,"open_price_present_count":2},
         "segment_analysis":{"hypothesis_meta":{"notional_weight_total_global":250.5}}}
        """;

    public SampleRunRoot()
    {
        Candidates(GoodCandidates);
        Coverage(GoodCoverage);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("polytool-runroot-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public SampleRunRoot Candidates(string json) => Write(RunRootFileNames.Candidates, json);

    public SampleRunRoot Coverage(string json) => Write(RunRootFileNames.Coverage, json);

    public SampleRunRoot Segments(string json) => Write(RunRootFileNames.Segments, json);

    public RunRootReading Read() => RunRootReader.Read(new("runs/" + System.IO.Path.GetFileName(Path), Path));

    private SampleRunRoot Write(string name, string json)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), json);
        return this;
    }
}
