namespace PolyTool.Shell;

/// <summary>Whether a stream is shown in colour.</summary>
/// <param name="HasColour">True on a terminal whose user has not asked for none (NO_COLOR, TERM=dumb).</param>
internal sealed record ConsoleStyle(bool HasColour)
{
    public const string Red = "\e[31;1m";
    public const string Yellow = "\e[33;1m";
    public const string Reset = "\e[0m";

    /// <summary>The style of a stream.</summary>
    public static ConsoleStyle Of(bool isRedirected) => new(
        !isRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not "dumb");
}
