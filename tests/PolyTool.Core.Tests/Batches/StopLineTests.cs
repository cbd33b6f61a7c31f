using PolyTool.Core.Batches;

namespace PolyTool.Core.Tests.Batches;

public class StopLineTests
{
    [Fact]
    public void The_first_failure_stops_those_after_it_and_none_before()
    {
        StopLine line = new(allowed: 0);
        using CancellationTokenSource before = new(), after = new(), late = new();
        Assert.True(line.TryStart(3, before));
        Assert.True(line.TryStart(9, after));
        line.Fail(5);
        Assert.Equal(5, line.Number);
        Assert.False(before.IsCancellationRequested);
        Assert.True(after.IsCancellationRequested);
        Assert.False(line.TryStart(6, late));
        line.Fail(3);
        Assert.Equal(3, line.Number);
    }

    [Fact]
    public void Where_it_ends_does_not_depend_on_the_order_of_the_failures()
    {
        int[] failures = [2, 5, 7, 11, 13, 17];
        for (var seed = 0; seed < 50; seed++)
        {
            int[] shuffled = [.. failures];
            new Random(seed).Shuffle(shuffled);
            StopLine line = new(allowed: 2);
            foreach (var number in shuffled)
            {
                line.Fail(number);
                line.Fail(number);
            }

            Assert.Equal(7, line.Number);
        }
    }

    [Fact]
    public void Without_a_limit_nothing_stops()
    {
        StopLine line = new(allowed: null);
        using CancellationTokenSource scan = new();
        line.Fail(1);
        Assert.True(line.TryStart(2, scan));
        Assert.Equal(int.MaxValue, line.Number);
    }

    [Theory]
    [InlineData("0", 10, 0)]
    [InlineData("3", 10, 3)]
    [InlineData("10%", 19, 1)]
    [InlineData(" 12.5 % ", 16, 2)]
    [InlineData("100%", 7, 7)]
    public void A_limit_is_a_number_or_a_share_rounded_down(string text, int users, int allowed)
    {
        Assert.True(UserQuota.TryParse(text, out var limit));
        Assert.Equal(allowed, limit!.AtMostOf(users));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("101%")]
    [InlineData("1,5%")]
    [InlineData("99999999999")]
    [InlineData("ten")]
    public void Other_texts_are_no_limit(string? text) => Assert.False(UserQuota.TryParse(text, out _));
}
