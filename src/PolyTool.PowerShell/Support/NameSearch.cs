using System.Management.Automation;

namespace PolyTool.PowerShell.Support;

/// <summary>
/// Which names of a filter were found nowhere. A filter that finds nothing is no error, and a mistyped name would look like
/// an answer; so what is named without wildcards and found on no board is warned of, once, at the end.
/// </summary>
internal sealed class NameSearch
{
    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts a search.</summary>
    /// <param name="patterns">What was asked for; null asks for nothing by name.</param>
    public NameSearch(string[]? patterns)
    {
        foreach (var pattern in patterns ?? [])
        {
            if (!WildcardPattern.ContainsWildcardCharacters(pattern))
            {
                _open.Add(pattern);
            }
        }
    }

    /// <summary>Whether all names were found.</summary>
    public bool IsDone => _open.Count == 0;

    /// <summary>The names that were not found, in order.</summary>
    public IEnumerable<string> Missing => _open.Order(StringComparer.Ordinal);

    /// <summary>A name that is there.</summary>
    public void Found(string name) => _open.Remove(name);

    /// <summary>The missing names for a message.</summary>
    public override string ToString() => string.Join(", ", Missing.Select(static name => $"'{name}'"));
}
