namespace PolyTool.Core.Tests;

/// <summary>Tests that measure what belongs to the whole process: they run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name, for <c>[Collection]</c>.</summary>
    public const string Name = "Alone in the process";
}
