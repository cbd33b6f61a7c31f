namespace PolyTool.Core.Files;

/// <summary>A path that a user gave, in its two forms. They travel together, so that neither is taken for the other.</summary>
/// <param name="Typed">As the user typed it, or the full path where a wildcard stood for it: what messages name, and what files record once <see cref="Recorded"/> has normalised it.</param>
/// <param name="Full">The path to open: full, against the user's current location, not the process's.</param>
public sealed record GivenPath(string Typed, string Full)
{
    /// <summary>The path as files record it.</summary>
    /// <returns>The same path with its typed form normalised.</returns>
    public GivenPath Recorded()
    {
        var recorded = RecordedPath.Normalise(Typed);

        // One string for both where they are the same: of a million paths that counts.
        return this with { Typed = recorded == Full ? Full : recorded };
    }

    /// <summary>A path below this one.</summary>
    /// <param name="relative">The way from here, with <c>/</c> between its parts.</param>
    public GivenPath Join(string relative) => new(RecordedPath.Join(Typed, relative), Path.Combine(Full, relative));

    /// <inheritdoc />
    public override string ToString() => Typed;
}
