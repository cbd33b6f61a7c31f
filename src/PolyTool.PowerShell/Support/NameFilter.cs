using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// A filter of names by wildcard patterns; without patterns all pass. A filter that finds nothing is no error, and a mistyped name
/// would look like an answer; so it knows which names, given without wildcards, were found nowhere.
/// </summary>
/// <param name="patterns">What was asked for; null asks for everything.</param>
internal sealed class NameFilter(string[]? patterns)
{
    private readonly HashSet<string> _open =
        new((patterns ?? []).Where(static pattern => !WildcardPattern.ContainsWildcardCharacters(pattern)), StringComparer.OrdinalIgnoreCase);

    private readonly WildcardPattern[]? _patterns =
        patterns?.Select(static pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToArray();

    /// <summary>Whether all names were found.</summary>
    public bool IsDone => _open.Count == 0;

    /// <summary>The names that were not found, in order.</summary>
    public IEnumerable<string> Missing => _open.Order(StringComparer.Ordinal);

    /// <summary>A name that is there.</summary>
    /// <returns>Whether it passes.</returns>
    public bool Takes(string name)
    {
        _open.Remove(name);
        return Passes(name);
    }

    /// <summary>Whether a name passes; it does not count as found yet.</summary>
    public bool Passes(string name) => _patterns is null || Array.Exists(_patterns, pattern => pattern.IsMatch(name));

    /// <summary>The missing names for a message.</summary>
    public override string ToString() => string.Join(", ", Missing.Select(static name => $"'{name}'"));
}
