namespace PolyTool.HelpBuilder;

/// <summary>A page that is not in the form that docs/en-US/README.md describes.</summary>
internal sealed class HelpPageException(string file, int line, string message)
    : Exception($"{file}({line}): {message}");
