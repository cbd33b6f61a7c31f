namespace PolyTool.Core.Failures;

/// <summary>How long a regular expression may take.</summary>
internal static class PatternTime
{
    /// <summary>
    /// In milliseconds of the clock on the wall: our patterns take linear time, and a busy system may leave a process waiting for
    /// seconds in the middle of one, which must cost no user.
    /// </summary>
    public const int Limit = 60_000;
}
