using System.Globalization;
using System.Text;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Formulas;
using PolyTool.Core.Evidence.Users;
using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Evidence;

/// <summary>
/// Random files <c>segment_statistics.json</c> with numbers that nobody would write on purpose. Each is refused with a
/// place and a reason, or counts; the board is then a valid file, has only finite numbers, and gives reasons.
/// </summary>
public class HostileStatisticsTests
{
    private static readonly string[] s_reals = ["0", "-0.0", "1", "-1", "0.5", "1e-300", "-1e-60", "1e15", "1e60", "-1e60", "1e61", "1e308", "1e400", "12345678901234567890", "0.1", "-0.3", "3e-9"];

    private static readonly string[] s_counts = ["0", "1", "2", "3", "7", "50000", "1000000000000", "1000000000001", "-1", "1.5", "9223372036854775807", "99999999999999999999"];

    [Fact]
    public void A_board_of_hostile_files_is_sound()
    {
        var schema = JsonSchema.Load("segment_evidence");
        int read = 0, refused = 0, judged = 0;
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var random = new SplitMix64(seed);
            var builder = new EvidenceBuilder(Boards.Quick with { MinUsers = 1 + random.Below(5), MinEvents = 1 + random.Below(20), MinPositions = 1 });
            for (var u = random.Below(14); u >= 0; u--)
            {
                try
                {
                    builder.Add(UserFigures.Read($"u{u}", Encoding.UTF8.GetBytes(File(ref random, u))));
                    read++;
                }
                catch (JsonTextException e)
                {
                    Assert.StartsWith("$", e.Message, StringComparison.Ordinal);
                    builder.AddWithout($"u{u}", e.Message);
                    refused++;
                }
            }

            var bytes = EvidenceWriter.ToBytes(builder.Build("b", "2026-02-20T18:00:00+00:00", 2, CancellationToken.None));
            Assert.Empty(schema.Errors(JsonText.Parse(bytes))); // the parser refuses NaN and infinity
            var board = EvidenceReader.Read(bytes);
            Assert.Equal(bytes, EvidenceWriter.ToBytes(board));
            Assert.All(board.Segments, row => Assert.NotEmpty(row.Reasons));
            Assert.All(board.Segments, row => Assert.True(PolyTool.Core.Evidence.Analysis.VerdictRule.Tested(row)?.Mean is not null || row.Verdict == Verdict.Insufficient, row.SegmentKey));
            Assert.All(board.Segments, row => Assert.True(Ordered(row), row.SegmentKey));
            judged += board.Segments.Count(row => row.Verdict != Verdict.Insufficient);
        }

        // The files are hostile, and not so hostile that nothing is tried.
        Assert.True(read > 500 && refused > 100 && judged > 20, $"{read} read, {refused} refused, {judged} judged");
    }

    private static bool Ordered(SegmentEvidence row)
    {
        MeasureEvidence?[] measures = [row.FollowThrough, row.Total, row.Execution, row.Net, row.LogOdds, row.Percent];
        return measures.All(m => m?.Lower is null || (m.Lower <= m.Mean && m.Mean <= m.Upper))
            && row.BeatCloseLower <= row.BeatCloseRate == row.BeatCloseRate is not null
            && new[] { row.P, row.Q, row.SignP, row.ClvCoverage, row.TopUserShare, row.TopEventShare, row.BeatCloseRate }.All(share => share is null or (>= 0 and <= 1));
    }

    private static string File(ref SplitMix64 random, int user)
    {
        // One level of spite a file: most boards need users whose files can be read.
        var spite = random.Below(4) == 0 ? 0.05 : 0;
        var isFormOne = random.Below(2) == 0;
        var text = new StringBuilder("{\"form\": " + (isFormOne ? 1 : 2) + ", \"activity\": {\"fills\": " + Count(ref random, spite) + "}, \"clv_variant\": \"").Append(random.Below(9) == 0 ? "combined" : "pre_event");
        text.Append(CultureInfo.InvariantCulture, $"\", \"generated_at\": \"2026-02-{10 + random.Below(9)}T00:00:00+00:00\", \"run_id\": \"r\", \"user\": \"u\", \"wallet\": \"0x{user % 12}\", \"segments\": {{");
        var scale = s_reals[random.Below(13)];
        for (var s = random.Below(4); s >= 0; s--)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"a:{s}\": {(isFormOne ? "" : "{\"pre_event\": ")}[");
            for (var e = random.Below(12); e >= 0; e--)
            {
                text.Append(isFormOne ? Row(ref random, spite, scale, e) : RowOfFormTwo(ref random, spite, scale, e)).Append(e > 0 ? "," : "");
            }

            text.Append(isFormOne ? "]" : "]}").Append(s > 0 ? "," : "");
        }

        return text.Append("}}").ToString();
    }

    private static string Row(ref SplitMix64 random, double spite, string scale, int number)
    {
        string positions = Count(ref random, spite), some = random.Below(3) == 0 ? "0" : positions;
        var real = new string[10];
        for (var i = 0; i < real.Length; i++)
        {
            real[i] = random.NextDouble() < spite ? s_reals[random.Below(s_reals.Length)] : random.Below(2) == 0 ? scale : (random.NextDouble() - 0.4).ToString("R", CultureInfo.InvariantCulture);
        }

        string Amount(int i) => real[i].TrimStart('-');
        var time = random.Below(3) == 0 ? "null" : Count(ref random, spite);
        return $"[\"e{number}\",{positions},{Amount(0)},{some},{Amount(1)},{real[2]},{Amount(3)},{real[4]},{real[5]},{Amount(6)},{some},{real[7]},{Amount(8)},{(random.Below(2) == 0 ? some : "0")},0,{positions},{some},{some},{Amount(9)},{real[2]},{time},{time}]";
    }

    private static string RowOfFormTwo(ref SplitMix64 random, double spite, string scale, int number)
    {
        var old = Row(ref random, spite, scale, number).Trim('[', ']').Split(',');
        string some = old[3], day = random.Below(9) == 0 ? "null" : random.NextDouble() < spite ? old[2] : (20_000 + random.Below(30)).ToString(CultureInfo.InvariantCulture);
        var price = new string[7];
        for (var i = 0; i < price.Length; i++)
        {
            price[i] = random.NextDouble() < spite ? s_reals[random.Below(s_reals.Length)] : random.Below(20) == 0 ? "1" : random.NextDouble().ToString("R", CultureInfo.InvariantCulture);
        }

        var hasLine = some != "0";
        string after = random.Below(6) == 0 ? "null" : price[2], fee = random.Below(3) == 0 ? "null" : price[3];
        return string.Join(',', [
            "[" + old[0], day, .. old[1..5], random.Below(4) == 0 ? "null" : "1700000000", price[0], hasLine ? price[1] : "null", "null", after, "null", "null",
            hasLine ? price[4] : "null", fee, random.Below(2) == 0 ? "1" : "0", .. old[5..10], old[5], .. old[10..20], "0", .. old[20..22]]) + "]";
    }

    private static string Count(ref SplitMix64 random, double spite) =>
        random.NextDouble() < spite ? s_counts[random.Below(s_counts.Length)] : s_counts[random.Below(7)];
}
