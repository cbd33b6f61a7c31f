using System.Globalization;
using System.Text.Json;
using PolyTool.Core.Evidence;
using PolyTool.Core.Evidence.Statistics;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Tests.Evidence;

public class EvidenceDeterminismTests
{
    [Theory]
    [InlineData(2, "de-DE")]
    [InlineData(8, "ar-SA")]
    [InlineData(1, "tr-TR")]
    public void Order_of_users_workers_and_culture_do_not_change_a_byte(int workers, string culture)
    {
        var users = Users();
        var expected = EvidenceFile.ToBytes(Boards.Build(users));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            for (var i = 0; i < 5; i++)
            {
                Shuffle(users, (ulong)(i + workers));
                Assert.Equal(expected, EvidenceFile.ToBytes(Boards.Build(users, workers: workers)));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_segments_own_figures_change_only_with_its_own_data()
    {
        var users = Users();
        var before = Boards.Build(users);
        var after = Boards.Build([.. users, Boards.User(500, 9, ("a:new", 0.2), ("a:z", 0.3))]);
        foreach (var key in new[] { "a:x", "a:y", "b:unknown" })
        {
            Assert.Equal(Own(before.Row(key)), Own(after.Row(key)));
        }

        Assert.NotEqual(Own(before.Row("a:z")), Own(after.Row("a:z")));
    }

    [Fact]
    public void The_bytes_are_the_same_on_every_runtime()
    {
        // Written once under .NET 10; this test runs under .NET 8 too.
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(EvidenceFile.ToBytes(Boards.Build(Users()))));
        Assert.Equal("CA196BAF949FA29723AAE12DA90A471EAF60004147016D3A74F8DA484ED19BA3", hash);
    }

    private static List<UserFigures> Users() =>
        [.. Enumerable.Range(0, 25).Select(u => Boards.User(u, 3 + (u % 9), ("a:x", 0.05), ("a:y", 0.002 * u), ("a:z", -0.02), ("b:unknown", 0.1)))];

    /// <summary>What does not depend on the other rows.</summary>
    private static string Own(SegmentEvidence row) => JsonSerializer.Serialize(row with
    {
        Q = null,
        QWithinDimension = null,
        QAnyDependence = null,
        QAnyDependenceWithinDimension = null,
        SkewAdjustedQ = null,
        ShrunkMean = null,
        ShrunkLower = null,
        ShrunkUpper = null,
        Rank = null,
        Verdict = Verdict.Insufficient,
        Reasons = [],
    });

    private static void Shuffle(List<UserFigures> users, ulong seed)
    {
        var random = new SplitMix64(seed);
        for (var i = users.Count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (users[i], users[j]) = (users[j], users[i]);
        }
    }
}
