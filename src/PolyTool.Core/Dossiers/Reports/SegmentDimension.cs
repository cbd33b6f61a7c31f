using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Reports;

/// <summary>The buckets of one dimension.</summary>
internal sealed class SegmentDimension
{
    private readonly Dictionary<string, SegmentBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Starts a dimension.</summary>
    /// <param name="name">Its name, e.g. <c>league</c>.</param>
    /// <param name="always">Buckets that are listed even when they are empty.</param>
    public SegmentDimension(string name, IEnumerable<string> always)
    {
        Name = name;
        foreach (var bucket in always)
        {
            _ = this[bucket];
        }
    }

    /// <summary>The dimension's name.</summary>
    public string Name { get; }

    /// <summary>A bucket, made when it is first asked for.</summary>
    public SegmentBucket this[string bucket]
    {
        get
        {
            if (!_buckets.TryGetValue(bucket, out var found))
            {
                _buckets.Add(bucket, found = new($"{Name}:{bucket}"));
            }

            return found;
        }
    }

    /// <summary>All buckets by name.</summary>
    public JsonValue ToJson() => JsonValue.Object(_buckets.Select(static b => KeyValuePair.Create(b.Key, b.Value.ToJson())));
}
