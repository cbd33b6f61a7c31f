namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Names near to one that was not found, by edit distance.</summary>
internal static class NearestNames
{
    // A name is at most some dozens of characters long; a longer text is no name, and its distance would cost.
    private const int Longest = 200;

    public static IReadOnlyList<string> To(string wanted, IEnumerable<string?> names, int count)
    {
        var target = Cut(wanted);
        return
        [
            .. names.Where(n => !string.IsNullOrWhiteSpace(n))
                .Select(n => n!)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(n => Distance(target, Cut(n)))
                .ThenBy(n => n, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private static string Cut(string text) => (text.Length > Longest ? text[..Longest] : text).ToUpperInvariant();

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
