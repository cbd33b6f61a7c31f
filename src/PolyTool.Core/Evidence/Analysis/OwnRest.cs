using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Finds what the users of a row did in the other rows of its dimension and variant.</summary>
internal sealed class OwnRest
{
    private readonly Dictionary<(string Dimension, string Variant), Dictionary<BatchUser, List<(Row Row, SegmentFigures Figures)>>> _dimensions = [];
    private readonly Dictionary<(string Dimension, string Variant), int> _buckets = [];

    /// <summary>Takes the board's rows.</summary>
    public OwnRest(IEnumerable<Row> rows)
    {
        foreach (var row in rows.Where(static r => !r.IsResidual && r.Stratum.HasEvents))
        {
            var key = (SegmentNames.Dimension(row.Name.Segment), row.Name.Variant);
            _buckets[key] = _buckets.GetValueOrDefault(key) + 1;
            if (!_dimensions.TryGetValue(key, out var users))
            {
                _dimensions.Add(key, users = []);
            }

            foreach (var member in row.All)
            {
                if (!users.TryGetValue(member.User, out var list))
                {
                    users.Add(member.User, list = []);
                }

                list.Add((row, member.Figures));
            }
        }
    }

    /// <summary>Named buckets of the row's dimension, with the row's variant.</summary>
    public int Buckets(Row row) => _buckets.GetValueOrDefault((SegmentNames.Dimension(row.Name.Segment), row.Name.Variant));

    /// <summary>For each member the figures in the other rows.</summary>
    public SegmentFigures[][] Of(Row row)
    {
        var users = _dimensions[(SegmentNames.Dimension(row.Name.Segment), row.Name.Variant)];
        return Array.ConvertAll(row.Members, m => users[m.User].Where(o => o.Row != row).Select(static o => o.Figures).ToArray());
    }
}
