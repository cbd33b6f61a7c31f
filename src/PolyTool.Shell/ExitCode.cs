namespace PolyTool.Shell;

/// <summary>What the process answers, besides a script's own <c>exit n</c>.</summary>
internal static class ExitCode
{
    /// <summary>All went well, or only non-terminating errors were written along the way.</summary>
    public const int Success = 0;

    /// <summary>A terminating error; with -Command also an error in the last statement.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as Unix shells say it.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
