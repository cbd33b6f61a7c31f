namespace PolyTool.Core.Tests.Batches;

public class FullDiskTests
{
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 6)]
    public async Task On_a_disk_that_is_full_at_random_writes_nothing_is_half_done_and_resumed_the_bytes_are_the_same(bool isDirect, int seeds)
    {
        using FullDiskBatches batches = new(Path.Combine(Repository.Root, "samples"), isDirect);
        for (var seed = 1; seed <= seeds; seed++)
        {
            try
            {
                Assert.Null(await batches.RunAsync(seed, TestContext.Current.CancellationToken));
            }
            catch (PlatformNotSupportedException reason)
            {
                Assert.Skip(reason.Message);
            }
        }

        Assert.True(batches.Refused > seeds && batches.Resumed > seeds, $"The disk was full {batches.Refused} times, {batches.Resumed} batches went on.");
    }
}
