namespace PolyTool.Core.Tests.Batches;

/// <summary>A small disk for a test, where the system lets one be mounted.</summary>
internal static class TestDisk
{
    /// <summary>Mounts it, or skips the test.</summary>
    public static SmallDisk OrSkip(string folder, int kilobytes)
    {
        try
        {
            return new(folder, kilobytes);
        }
        catch (PlatformNotSupportedException error)
        {
            throw Xunit.Sdk.SkipException.ForSkip(error.Message);
        }
    }
}
