using System.Runtime.InteropServices;
using PolyTool.Core.Evidence.Users;

namespace PolyTool.Core.Evidence.Analysis;

/// <summary>Finds what the users of a row did in the other rows of its dimension and variant; residual rows are left out.</summary>
internal sealed class OwnRest
{
    private readonly Dictionary<Row, List<Place>[]> _places = [];
    private readonly Dictionary<(string Dimension, string Variant), int> _buckets = [];

    /// <summary>Takes the board's rows.</summary>
    public OwnRest(IEnumerable<Row> rows)
    {
        foreach (var dimension in rows.Where(static r => !r.IsResidual && r.Stratum.HasEvents).GroupBy(Key))
        {
            Row[] all = [.. dimension];
            _buckets.Add(dimension.Key, all.Length);
            var users = new Dictionary<EvidenceUser, List<Place>>();
            foreach (var row in all)
            {
                _ = row.BestOfAll; // made here, by one thread
                for (var i = 0; i < row.All.Count; i++)
                {
                    ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(users, row.All[i].User, out _);
                    (places ??= new List<Place>(2)).Add(new Place(row, i, row.All[i].Figures));
                }
            }

            foreach (var row in all)
            {
                _places.Add(row, Array.ConvertAll(row.Members, m => users[m.User]));
            }
        }
    }

    /// <summary>Named buckets of the row's dimension, with the row's variant.</summary>
    public int Buckets(Row row) => _buckets.GetValueOrDefault(Key(row));

    /// <summary>Where each member of a row is in its dimension and variant, that row included.</summary>
    public List<Place>[] Of(Row row) => _places[row];

    private static (string, string) Key(Row row) => (SegmentNames.Dimension(row.Name.Segment), row.Name.Variant);

    /// <summary>One of a row's users.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(Row Row, int Index, SegmentFigures Figures)
    {
        public UserMean Mean => Row.BestOfAll[Index];
    }
}
