using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolyTool.Core.Evidence.UserStatistics;

/// <summary>Takes one segment of a file.</summary>
/// <param name="segmentKey"><c>dimension:bucket</c>.</param>
/// <param name="events">Its events; gone after the call.</param>
internal delegate void TakeSegment(string segmentKey, ReadOnlySpan<SegmentEvent> events);

/// <summary>Reads <c>segment_statistics.json</c> in one pass. Keys that it does not know are skipped.</summary>
internal static class UserSegmentStatisticsReader
{
    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="UserSegmentStatisticsException">The bytes are not such a file; the message says where and why.</exception>
    public static UserSegmentStatistics Read(ReadOnlySpan<byte> utf8)
    {
        var segments = new List<SegmentEvents>();
        return Read(utf8, (key, events) => segments.Add(new SegmentEvents(key, events.ToArray()))) with { Segments = segments };
    }

    /// <summary>Reads a file's bytes and hands over each segment as it comes, without keeping it.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="take">Takes a segment; the events are gone after it returns.</param>
    /// <returns>The rest of the file, without segments.</returns>
    /// <exception cref="UserSegmentStatisticsException">The bytes are not such a file; the message says where and why.</exception>
    public static UserSegmentStatistics Read(ReadOnlySpan<byte> utf8, TakeSegment take)
    {
        var json = new Utf8JsonReader(utf8);
        var place = "$";
        try
        {
            return ReadRoot(ref json, ref place, take);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate.
            var reason = e is FormatException ? e.Message : "not JSON text";
            throw new UserSegmentStatisticsException($"{place}: {reason} (byte {json.TokenStartIndex})", e);
        }
    }

    private static UserSegmentStatistics ReadRoot(ref Utf8JsonReader json, ref string place, TakeSegment take)
    {
        string? user = null, wallet = null, runId = null, generatedAt = null, variant = null;
        var activity = UserActivity.Unknown;
        bool known = false, hasSegments = false;
        json.Read();
        Expect(ref json, JsonTokenType.StartObject, "an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            place = "$." + name;
            json.Read();
            switch (name)
            {
                case "user": user = Text(ref json); break;
                case "wallet": wallet = Text(ref json); break;
                case "run_id": runId = Text(ref json); break;
                case "generated_at": generatedAt = Text(ref json); break;
                case "clv_variant": variant = Text(ref json); break;
                case "activity": activity = Activity(ref json); break;
                case "segments" when hasSegments: throw new FormatException("the key stands there twice");
                case "segments": Segments(ref json, ref place, take); hasSegments = true; break;
                case "columns": Columns(ref json); break;
                case "form": known = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var form) && form == UserSegmentStatisticsWriter.FormVersion; break;
                default: json.Skip(); break;
            }
        }

        while (json.Read())
        {
            // Reads on, so that text after the object is found.
        }

        place = "$";
        return !known ? throw new FormatException($"form {UserSegmentStatisticsWriter.FormVersion} was expected")
            : !hasSegments ? throw new FormatException("segments is missing")
            : new UserSegmentStatistics
            {
                User = Required(user, "user"),
                Wallet = Required(wallet, "wallet"),
                RunId = Required(runId, "run_id"),
                GeneratedAt = Required(generatedAt, "generated_at"),
                ClvVariant = Required(variant, "clv_variant"),
                Activity = activity,
            };
    }

    private static void Segments(ref Utf8JsonReader json, ref string place, TakeSegment take)
    {
        Expect(ref json, JsonTokenType.StartObject, "an object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var events = new List<SegmentEvent>(64);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            place = $"$.segments.{key}";
            if (!seen.Add(key))
            {
                throw new FormatException("the segment stands there twice");
            }

            json.Read();
            Expect(ref json, JsonTokenType.StartArray, "an array");
            events.Clear();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                events.Add(EventRow.Read(ref json));
            }

            take(key, CollectionsMarshal.AsSpan(events));
        }
    }

    private static UserActivity Activity(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject, "an object");
        var activity = UserActivity.Unknown;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            activity = name switch
            {
                "fills" => activity with { Fills = CountOrNull(ref json) },
                "active_days" => activity with { ActiveDays = CountOrNull(ref json) },
                "markets" => activity with { Markets = CountOrNull(ref json) },
                "two_sided_markets" => activity with { TwoSidedMarkets = CountOrNull(ref json) },
                _ => throw new FormatException($"unknown key {name}"),
            };
        }

        return activity;
    }

    private static void Columns(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartArray, "an array");
        var i = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (i >= EventRow.Columns.Length || json.TokenType != JsonTokenType.String || !json.ValueTextEquals(EventRow.Columns[i++]))
            {
                throw new FormatException("other columns than this version knows");
            }
        }
    }

    private static long? CountOrNull(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Null ? null
        : json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var value) && value >= 0 ? value
        : throw new FormatException("a count or null was expected");

    private static string Text(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.String, "a string");
        return json.GetString()!;
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        if (json.TokenType != type)
        {
            throw new FormatException($"{what} was expected");
        }
    }

    private static T Required<T>(T? value, string name)
        where T : class => value ?? throw new FormatException($"{name} is missing");
}
