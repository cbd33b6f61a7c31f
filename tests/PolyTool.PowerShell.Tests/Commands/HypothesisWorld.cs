using System.Globalization;
using System.Text.Json.Nodes;
using PolyTool.Core.Batches;
using PolyTool.Hosting;

namespace PolyTool.PowerShell.Tests.Commands;

/// <summary>A batch <c>first</c> of January with a good, an even and a poor league, and what later batches are made of.</summary>
public abstract class HypothesisWorld : IDisposable
{
    protected const string Freeze = "New-HypothesisSet out/*/first set.json -Segment league:good, league:even -Direction Above -RehearseAt 2026-02-01";

    /// <summary>Days since 1970 of 2026-01-01 and of 2026-03-01.</summary>
    protected const int January = 20_454, March = 20_513;

    protected ScratchFolder Folder { get; } = new();

    protected HostedEngine Engine { get; } = new();

    protected HypothesisWorld()
    {
        Engine.Location = Folder.Path;
        Write("roots", "u", January, "a");
        Aggregate("roots", "first");
    }

    public void Dispose()
    {
        Engine.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected EngineRun Look(string batches) => Engine.Run($"Test-Hypothesis set.json {batches}");

    protected void Aggregate(string roots, string id) =>
        Engine.Run($"Invoke-BatchRun -AggregateOnly -RunRoots '{roots}' -OutputRoot out -BatchId {id}").Succeeded().All<BatchRun>();

    /// <summary>The batch <c>second</c>, of games in March and other users.</summary>
    protected void ScanLater()
    {
        Write("later", "v", March, "b");
        Aggregate("later", "second");
    }

    /// <summary>Twenty users with eight games each: in league:good prices rise by three cents more than in league:even and league:poor.</summary>
    protected void Write(string folder, string prefix, int day, string games, bool add = false)
    {
        for (var u = 0; u < 20; u++)
        {
            var root = Folder.Find(folder, $"{prefix}{u}");
            var path = Path.Combine(root, "segment_statistics.json");
            Directory.CreateDirectory(root);
            File.WriteAllText(Path.Combine(root, "coverage_reconciliation_report.json"), "{\"clv_coverage\": {\"coverage_rate\": 1.0}}");
            File.WriteAllText(
                Path.Combine(root, "hypothesis_candidates.json"),
                $$$"""{"user_slug": "{{{prefix}}}{{{u}}}", "wallet": "0x{{{prefix}}}{{{u}}}", "generated_at": "2026-02-01T00:00:00+00:00", "candidates": [{"segment_key": "league:good", "rank": 1, "metrics": {"count": 10, "notional_weighted_avg_clv_pct": 0.1}, "denominators": {"count_used": 10, "weight_used": 100.0, "weighting": "notional"}}]}""");
            var statistics = add ? JsonNode.Parse(File.ReadAllText(path))!
                : JsonNode.Parse($$$$"""{"form": 2, "activity": {}, "generated_at": "2026-02-01T00:00:00+00:00", "run_id": "{{{{games}}}}", "user": "{{{{prefix}}}}{{{{u}}}}", "wallet": "0x{{{{prefix}}}}{{{{u}}}}", "segments": {"league:good": {"pre_event": []}, "league:even": {"pre_event": []}, "league:poor": {"pre_event": []}}}""")!;
            Random random = new((100 * day) + u);
            foreach (var (league, cents) in new[] { ("good", 3), ("even", 0), ("poor", -3) })
            {
                for (var e = 0; e < 8; e++)
                {
                    var close = (0.5 + (0.01 * cents) + (0.06 * (random.NextDouble() - 0.5))).ToString("G6", CultureInfo.InvariantCulture);
                    var time = 86_400L * (day + e);
                    statistics["segments"]!["league:" + league]!["pre_event"]!.AsArray().Add(JsonNode.Parse(
                        $"[\"{games}-{prefix}{u}-{e}\",{day + e},2,100,1,100,{time + 3600},0.5,0.5,null,0.5,null,null,{close},0.1,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,{time + 7200},{time + 7200}]"));
                }
            }

            File.WriteAllText(path, statistics.ToJsonString());
        }
    }
}
