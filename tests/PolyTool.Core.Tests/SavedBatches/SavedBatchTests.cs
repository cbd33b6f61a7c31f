using PolyTool.Core.Failures;
using PolyTool.Core.SavedBatches;

namespace PolyTool.Core.Tests.SavedBatches;

public sealed class SavedBatchTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("3", "12.5", true)]
    [InlineData("99999999999999999999", "12.5", false)]
    [InlineData("-1", "12.5", false)]
    [InlineData("3", "1e400", false)]
    public void A_number_that_no_batch_writes_is_refused(string users, string weight, bool isRead)
    {
        File.WriteAllText(
            _path,
            $$$"""{"segments":[{"segment_key":"league:nba","scores":{},"total_count":7,"total_notional_weight_used":{{{weight}}},"users_with_segment":{{{users}}}}]}""");
        if (isRead)
        {
            Assert.Equal(3, Assert.Single(SavedBatch.Open(_path, TestContext.Current.CancellationToken).ReadBoard(TestContext.Current.CancellationToken).Rows).Users);
        }
        else
        {
            Assert.Throws<Failure>(() => SavedBatch.Open(_path, TestContext.Current.CancellationToken).ReadBoard(TestContext.Current.CancellationToken));
        }
    }
}
