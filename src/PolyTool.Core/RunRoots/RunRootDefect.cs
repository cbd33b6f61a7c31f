namespace PolyTool.Core.RunRoots;

/// <summary>What is wrong with a run root: the reason why its user fails.</summary>
/// <param name="File">The file's name in the run root; empty where the run root itself is at fault.</param>
/// <param name="JsonPath">The value's place in the file, e.g. <c>$.clv_coverage.coverage_rate</c>; empty where the whole file is at fault.</param>
/// <param name="Reason">What is wrong, in words.</param>
public sealed record RunRootDefect(string File, string JsonPath, string Reason)
{
    /// <summary>File, path and reason in one line: the failed user's <c>error</c>.</summary>
    public string Message => string.Join(": ", new[] { File, JsonPath, Reason }.Where(static part => part.Length > 0));

    /// <inheritdoc />
    public override string ToString() => Message;
}
