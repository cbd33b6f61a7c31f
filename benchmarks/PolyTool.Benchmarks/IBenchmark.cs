namespace PolyTool.Benchmarks;

/// <summary>
/// One benchmark, run by its name: <c>dotnet run -c Release --project benchmarks/PolyTool.Benchmarks -- &lt;name&gt; …</c>.
/// Every implementation of this assembly is found by itself.
/// </summary>
internal interface IBenchmark
{
    /// <summary>The first word of the command line.</summary>
    string Name { get; }

    /// <summary>One line: what is measured, and the options.</summary>
    string Summary { get; }

    /// <summary>Measures and prints.</summary>
    /// <param name="options">The words after the name.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>The exit code: 0, or 1 where a stated limit was missed.</returns>
    Task<int> RunAsync(IReadOnlyList<string> options, CancellationToken cancellationToken);
}
