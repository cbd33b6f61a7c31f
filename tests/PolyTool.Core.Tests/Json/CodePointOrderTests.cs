using PolyTool.Core.Json;

namespace PolyTool.Core.Tests.Json;

public class CodePointOrderTests
{
    [Fact]
    public void Order_is_that_of_code_points()
    {
        string[] expected = ["", "A", "S:a", "a", "aZ", "a_", "é", "\ud800", "\ud800a", "\udc00", "\ue000", "\uffee", "\U00010000", "\U0001F600", "\U0001F601"];
        string[] shuffled = [.. Enumerable.Reverse(expected)];
        Array.Sort(shuffled, CodePointOrder.Comparer);
        Assert.Equal(expected, shuffled);
    }

    [Fact]
    public void Pairs_that_share_a_half_differ_by_the_other() =>
        Assert.True(CodePointOrder.Comparer.Compare("x\U0001F600", "x\U0001F601") < 0);

    [Fact]
    public void Half_a_pair_before_a_pair_comes_before_the_whole_pair() =>
        Assert.True(CodePointOrder.Comparer.Compare("\ud800\ud801\udc00", "\ud800\udc00") < 0);
}
