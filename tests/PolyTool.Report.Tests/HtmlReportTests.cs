using System.Globalization;
using System.Text.RegularExpressions;
using PolyTool.Core.Evidence;
using PolyTool.Core.Exports;
using PolyTool.Core.Exports.Html;

namespace PolyTool.Report.Tests;

public partial class HtmlReportTests
{
    [Fact]
    public async Task Five_hundred_segments_fit_into_two_megabytes_with_users_of_fifty()
    {
        var board = SampleBoard.Make(users: 150, buckets: 130);
        Assert.True(board.Rows.Count >= 500, $"{board.Rows.Count}");
        var report = await Render.TextAsync(board with { Rows = [.. board.Rows.Take(500)] }, ExportFormat.Html);
        Assert.InRange(report.Length, 500_000, 2_000_000);
        Assert.Equal(500, Regex.Count(report, "<tbody data-", RegexOptions.None, TimeSpan.FromSeconds(10)));
        Assert.Equal(50, Regex.Count(report, "<table class=\"users\">", RegexOptions.None, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task The_head_says_how_complete_the_batch_is_and_names_the_three_strongest()
    {
        var board = SampleBoard.Make();
        var report = await Render.TextAsync(board, ExportFormat.Html);
        var supported = board.Rows.Count(static r => r.Evidence?.Verdict == Verdict.Supported);
        Assert.True(supported > 0);
        Assert.Contains($"<h1>{supported} of {board.Rows.Count} segments {(supported == 1 ? "is" : "are")} supported.</h1>", report, StringComparison.Ordinal);
        Assert.Contains("60 of 64 users read (93.8 %), 4 failed.", report, StringComparison.Ordinal);
        ExportRow[] strongest = [.. board.Rows.OrderBy(static r => r.Evidence!.Rank ?? int.MaxValue).Take(3)];
        string[] cards = [.. CardTitle().Matches(report).Select(static m => m.Groups["it"].Value.Replace("<wbr>", "", StringComparison.Ordinal))];
        Assert.Equal(strongest.Select(static r => r.Segment), cards);
        foreach (var row in strongest)
        {
            Assert.Contains(Headline.Sentence(row, 0.95), report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_funnel_counts_what_the_verdicts_say()
    {
        var board = SampleBoard.Make();
        var report = await Render.TextAsync(board, ExportFormat.Html);
        var funnel = report[report.IndexOf("id=\"funnel\"", StringComparison.Ordinal)..];
        int[] counts = [.. BarValue().Matches(funnel[..funnel.IndexOf("</section>", StringComparison.Ordinal)]).Select(static m => int.Parse(m.Groups["it"].Value, CultureInfo.InvariantCulture))];
        Assert.Equal(6, counts.Length);
        Assert.Equal(board.Rows.Count, counts[0]);
        Assert.Equal(board.Rows.Count(static r => r.Evidence!.Verdict == Verdict.Supported), counts[^1]);
        Assert.Equal(counts.OrderDescending(), counts);
    }

    [Fact]
    public async Task Users_means_are_shown_in_per_cent()
    {
        var board = SampleBoard.OfUserMeans(SampleBoard.Make(users: 30, events: 40));
        var report = await Render.TextAsync(board, ExportFormat.Html);
        Assert.Contains("CLV in % of the entry price", report, StringComparison.Ordinal);
        Assert.DoesNotContain("In cents a share", report, StringComparison.Ordinal);
        var best = board.Rows.OrderBy(static r => r.Evidence!.Rank ?? int.MaxValue).First();
        Assert.Contains($"<b>{DisplayNumber.SignedPercent(best.Tested!.Mean)}</b>", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_that_dealing_labels_anew_would_show_too_carries_a_caution()
    {
        var board = SampleBoard.Make(users: 30, events: 40);
        Placebo placebo = new() { Boards = 200, Above = 20, MeanAbove = 25.54, MostAbove = 26, ShareAtLeastAsMany = 1 };
        var cautious = await Render.TextAsync(board with { Evidence = board.Evidence! with { Placebo = placebo } }, ExportFormat.Html);
        Assert.Contains("dealt anew within each user, 25.5 rows lie above zero by q on average, against 20 here.", cautious, StringComparison.Ordinal);
        var plain = await Render.TextAsync(board with { Evidence = board.Evidence! with { Placebo = placebo with { ShareAtLeastAsMany = 0.005 } } }, ExportFormat.Html);
        Assert.DoesNotContain("It may be the users", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_data_says_becomes_markup()
    {
        var report = await Render.TextAsync(HostileBoard.Make(), ExportFormat.Html);
        var own = await Render.TextAsync(SampleBoard.Make(users: 30, failures: 0, events: 40), ExportFormat.Html);
        Assert.Equal(Elements(own), Elements(report));
        Assert.DoesNotContain(report, static c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain(report, static c => c is '\u202E' or '\u2066' or '\u200F' or '\u200B' or '\u2028');
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", report, StringComparison.Ordinal);
        Assert.Contains("\\u202Egnp.exe", report, StringComparison.Ordinal);
        Assert.InRange(report.Length, 1, 2 * own.Length);
    }

    [Fact]
    public async Task A_report_is_the_same_in_every_culture()
    {
        var board = SampleBoard.Make(users: 20, events: 30);
        var expected = await Render.BytesAsync(board, ExportFormat.Html);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "de-DE", "tr-TR", "ar-SA", "fa-IR" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(expected, await Render.BytesAsync(board, ExportFormat.Html));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("empty", "No user could be read")]
    [InlineData("plain", "No evidence was computed")]
    [InlineData("one user", "No segment of ")]
    public async Task Poor_batches_say_what_they_lack(string name, string answer)
    {
        var report = await Render.TextAsync(BrowserTests.Board(name), ExportFormat.Html);
        Assert.Contains($"<h1>{answer}", report, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", report, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_allows_what_the_file_carries_and_nothing_else()
    {
        var report = await Render.TextAsync(SampleBoard.Make(users: 10, events: 20), ExportFormat.Html);
        Assert.Contains($"content=\"default-src 'none'; style-src '{EmbeddedText.Style.Hash.Replace("=", "=", StringComparison.Ordinal)}'", report, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\sstyle=|\son[a-z]+=|<(img|link|iframe|object|embed|base)\b|https?://", report);
    }

    private static SortedDictionary<string, int> Elements(string html)
    {
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (Match match in Element().Matches(html))
        {
            var name = match.Groups["it"].Value;

            // What could do harm; lists of users and dimensions may be of another length.
            if (name is "script" or "style" or "img" or "meta" or "main" or "form" or "h1")
            {
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }

        return counts;
    }

    [GeneratedRegex("<(?<it>[a-z0-9]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Element();

    [GeneratedRegex("<h3><bdi>(?<it>.*?)</bdi></h3>", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CardTitle();

    [GeneratedRegex("class=\"value\">(?<it>[0-9]+)</span>", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex BarValue();
}
