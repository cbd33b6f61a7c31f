using System.Buffers;
using CsCheck;
using PolyTool.Core.Dossiers.Read;
using PolyTool.Core.Dossiers.Reports;
using PolyTool.Core.Dossiers.Segments;
using PolyTool.Core.Dossiers.Write;
using PolyTool.Core.Evidence.Events;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Dossiers.Write;

public class ScannedDossierProperties
{
    private static readonly Gen<double?> s_price = Gen.Nullable(Gen.Double[-0.1, 1.1]);
    private static readonly Gen<DateTimeOffset?> s_time = Gen.Nullable(Gen.Long[1_700_000_000, 1_800_000_000].Select(DateTimeOffset.FromUnixTimeSeconds));
    private static readonly Gen<string> s_text = Gen.OneOf(OneOf("nba-a-b-2026-01-01", "", " Sports ", "\u00e9\"\\", "\U0001F600"), Gen.String);

    private static readonly Gen<DossierPosition> s_position = Gen.Select(
        Gen.Select(Gen.Int[0, 30], s_text, s_text, OneOf([.. Outcomes.Names])),
        Gen.Select(s_price, Gen.Nullable(Gen.Double[0, 1e6]), Gen.Nullable(Gen.Double[-1e6, 1e6]), s_time),
        Gen.Select(s_time, s_price, s_price, s_price))
        .Select((what, amounts, prices) => new DossierPosition
        {
            TokenId = what.Item1.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ConditionId = (what.Item1 / 2).ToString(System.Globalization.CultureInfo.InvariantCulture),
            MarketSlug = what.Item2,
            Question = what.Item3,
            ResolutionOutcome = what.Item4,
            EntryPrice = amounts.Item1,
            TotalCost = amounts.Item2,
            GrossPnl = amounts.Item3,
            EntryTime = amounts.Item4,
            ClosingLine = new()
            {
                Anchor = prices.Item1,
                AnchorSource = "game_start",
                PriceSource = "v2_as_of",
                Price = prices.Item2,
                MissingReason = prices.Item2 is null ? "EMPTY_HISTORY" : null,
            },
            EntryContext = new() { AtEntry = new(prices.Item3, null, "X"), HourBeforeEntry = new(prices.Item4, null, "Y") },
        });

    [Fact]
    public void The_reports_of_a_scan_are_those_of_its_dossier_file() => s_position.List[0, 20].Sample(
        positions =>
        {
            var scanned = Scanned(positions);
            ArrayBufferWriter<byte> file = new();
            scanned.Write(file, CancellationToken.None);

            var read = DossierText.Read(file.WrittenSpan);

            Assert.Equal(("0xw", "u"), (read.Wallet, read.User));
            Assert.Equal(Reports(scanned.Positions), Reports(read.Positions));
        },
        iter: 100);

    [Fact]
    public void Every_dimension_counts_every_position_once() => s_position.List[0, 20].Sample(
        positions =>
        {
            var scanned = Scanned(positions);
            var analysis = Of(scanned.Positions).SegmentAnalysis["segment_analysis"]!;
            foreach (var dimension in (string[])["entry_price_tier", "market_type", "league", "sport", "category"])
            {
                Assert.Equal(positions.Count, analysis[$"by_{dimension}"]!.Members.Sum(b => b.Value["count"]!.Number));
            }
        },
        iter: 100);

    [Fact]
    public void Clv_of_the_file_is_that_of_the_prices() => s_position.Sample(
        position =>
        {
            var json = position.ToJson();
            var has = position.EntryPrice is > 0 and <= 1 && position.ClosingLine.Price is >= 0 and <= 1;
            Assert.Equal(has, !json["clv_pct"]!.IsNull);
            if (has)
            {
                var entry = position.EntryPrice!.Value;
                var close = position.ClosingLine.Price!.Value;
                // Half of the sixth decimal, and what doubles add to a value that lies on it.
                Assert.Equal(close - entry, json["clv"]!.Number, 5.001e-7);
                Assert.Equal(entry < close, json["beat_close"]!.Kind == JsonKind.True);
                Assert.Equal(json["clv_pct"]!.Number, json["clv_pct_pre_event"]!.Number);
            }

            Assert.Equal("SETTLEMENT_IS_NOT_A_LINE", json["clv_missing_reason_settlement"]!.Text);
        },
        iter: 500);

    private static ScannedDossier Scanned(IEnumerable<DossierPosition> positions)
    {
        ScannedPositions taken = new();
        foreach (var position in positions)
        {
            taken.Add(position);
        }

        return new("0xw", "@u", "u", taken, UserActivity.Unknown);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Reports(IReadOnlyList<DossierRow> rows)
    {
        var reports = Of(rows);
        return reports.Coverage.ToString() + reports.SegmentAnalysis + reports.HypothesisCandidates;
    }

    private static ScanReports Of(IReadOnlyList<DossierRow> rows) =>
        ScanReports.Of(rows, SegmentTables.BuiltIn(SegmentTables.Default), new("r", "u", "w", DateTimeOffset.UnixEpoch), []);
}
