namespace PolyTool.Core.Polymarket;

/// <summary>What was odd in the answers of a scan: by kind, each thing once, the first few named. Safe for several threads.</summary>
internal sealed class ScanNotes
{
    /// <summary>A field of a row had another shape than expected.</summary>
    public const string Fields = "unexpected_fields";

    /// <summary>Times came in milliseconds.</summary>
    public const string Milliseconds = "times_in_milliseconds";

    /// <summary>A market's order of tokens contradicts the position.</summary>
    public const string Outcomes = "outcomes_differ";

    /// <summary>A game's slug begins with a code that no table has.</summary>
    public const string Leagues = "leagues_unknown";

    private const int MostNamed = 5;

    private readonly Dictionary<string, SortedSet<string>> _found = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Add(string kind, string what)
    {
        lock (_gate)
        {
            if (!_found.TryGetValue(kind, out var things))
            {
                _found.Add(kind, things = new SortedSet<string>(StringComparer.Ordinal));
            }

            things.Add(what);
        }
    }

    public void Add(string kind, IEnumerable<string> things)
    {
        foreach (var what in things)
        {
            Add(kind, what);
        }
    }

    /// <summary>Adds what others found; they must be done.</summary>
    public void Add(ScanNotes further)
    {
        foreach (var (kind, things) in further._found)
        {
            Add(kind, things);
        }
    }

    /// <summary>One line a kind, in an order that does not hang on which came first.</summary>
    public IReadOnlyList<string> ToWarnings()
    {
        lock (_gate)
        {
            return
            [
                .. _found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f =>
                    $"{f.Key}: {Explain(f.Key)} {string.Join("; ", f.Value.Take(MostNamed))}{(f.Value.Count > MostNamed ? $"; and {f.Value.Count - MostNamed} more" : "")}"),
            ];
        }
    }

    private static string Explain(string kind) => kind switch
    {
        Fields => "the services sent what was not expected, and only that was left out or read otherwise:",
        Milliseconds => "the services sent times in milliseconds, read as such:",
        Outcomes => "the position's own outcome counts, not the market's order of tokens:",
        Leagues => "games of leagues that no table knows are sorted by their tags alone (Update-SegmentTable renews the table):",
        _ => "",
    };
}
