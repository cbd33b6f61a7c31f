using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Finds what the users of a row did in the other rows of its dimension and variant; residual rows are left out.</summary>
internal sealed class OwnRest
{
    private readonly Dictionary<(string Dimension, string Variant), Dictionary<EvidenceUser, List<Place>>> _dimensions = [];
    private readonly Dictionary<(string Dimension, string Variant), int> _buckets = [];

    /// <summary>Takes the board's rows.</summary>
    public OwnRest(IEnumerable<Row> rows)
    {
        foreach (var row in rows.Where(static r => !r.IsResidual && r.Stratum.HasEvents))
        {
            var key = Key(row);
            _buckets[key] = _buckets.GetValueOrDefault(key) + 1;
            _ = row.BestOfAll; // made here, by one thread
            if (!_dimensions.TryGetValue(key, out var users))
            {
                _dimensions.Add(key, users = []);
            }

            for (var i = 0; i < row.All.Count; i++)
            {
                ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(users, row.All[i].User, out _);
                (places ??= new List<Place>(2)).Add(new Place(row, i));
            }
        }
    }

    /// <summary>Named buckets of the row's dimension, with the row's variant.</summary>
    public int Buckets(Row row) => _buckets.GetValueOrDefault(Key(row));

    /// <summary>Where a user is in the dimension and variant of a row, that row included.</summary>
    public ReadOnlySpan<Place> Of(Row row, EvidenceUser user) => CollectionsMarshal.AsSpan(_dimensions[Key(row)][user]);

    private static (string, string) Key(Row row) => (SegmentNames.Dimension(row.Name.Segment), row.Name.Variant);

    /// <summary>One of a row's users.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(Row Row, int Index)
    {
        public SegmentFigures Figures => Row.All[Index].Figures;

        public UserMean Mean => Row.BestOfAll[Index];
    }
}
