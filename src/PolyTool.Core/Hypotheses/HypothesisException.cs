namespace PolyTool.Core.Hypotheses;

/// <summary>Hypotheses or a period cannot be used.</summary>
/// <param name="code">A stable PascalCase id of the trouble.</param>
/// <param name="message">What is wrong.</param>
/// <param name="inner">The cause.</param>
public sealed class HypothesisException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A stable PascalCase id of the trouble.</summary>
    public string Code { get; } = code;
}
