using System.Runtime.InteropServices;
using System.Text.Json;
using PolyTool.Core.Json;

namespace PolyTool.Core.Evidence.Events;

/// <summary>Takes one segment and variant of a file.</summary>
/// <param name="segmentKey"><c>dimension:bucket</c>.</param>
/// <param name="variant">Which line its events have.</param>
/// <param name="events">Its events; gone after the call.</param>
internal delegate void TakeSegment(string segmentKey, string variant, ReadOnlySpan<SegmentEvent> events);

/// <summary>
/// Reads <c>segment_statistics.json</c> of form 2 or 1 in one pass. Keys that it does not know are skipped. In form 1 a
/// segment is a list of events, all of one variant, which stands before the segments.
/// </summary>
internal static class SegmentStatisticsReader
{
    private const string OtherColumns = "other columns than this version knows";

    private const string FormExpected = "form 2 or 1 was expected";

    private const int LongestSignature = 4096;

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="JsonTextException">The bytes are not such a file; the message says where and why.</exception>
    public static SegmentStatistics Read(ReadOnlySpan<byte> utf8)
    {
        var segments = new List<SegmentEvents>();
        return Read(utf8, (key, variant, events) => segments.Add(new SegmentEvents(key, variant, events.ToArray()))) with { Segments = segments };
    }

    /// <summary>Reads a file's bytes and hands over each segment as it comes, without keeping it.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="take">Takes a segment; the events are gone after it returns.</param>
    /// <returns>The rest of the file, without segments.</returns>
    /// <exception cref="JsonTextException">The bytes are not such a file; the message says where and why.</exception>
    public static SegmentStatistics Read(ReadOnlySpan<byte> utf8, TakeSegment take)
    {
        var json = new Utf8JsonReader(utf8);
        var place = "$";
        var start = 0;
        try
        {
            return ReadRoot(ref json, utf8, ref start, ref place, take);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate.
            var reason = e is FormatException ? e.Message : "not JSON text";
            throw new JsonTextException($"{place}: {reason} (byte {start + json.TokenStartIndex})");
        }
    }

    private static SegmentStatistics ReadRoot(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8, ref int start, ref string place, TakeSegment take)
    {
        string? user = null, wallet = null, runId = null, generatedAt = null, asOf = null, variant = null;
        var activity = UserActivity.Unknown;
        uint[]? signature = null;
        long signed = 0;
        int? form = null;
        var hasSegments = false;
        json.Read();
        RowNumbers.Expect(ref json, JsonTokenType.StartObject, "an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            place = "$." + name;
            json.Read();
            switch (name)
            {
                case StatisticsMembers.User: user = Text(ref json); break;
                case StatisticsMembers.Wallet: wallet = Text(ref json); break;
                case StatisticsMembers.RunId: runId = Text(ref json); break;
                case StatisticsMembers.GeneratedAt: generatedAt = Text(ref json); break;
                case StatisticsMembers.ClvVariant: variant = Text(ref json); break;
                case StatisticsMembers.Activity: activity = Activity(ref json); break;
                case StatisticsMembers.AsOf: asOf = Text(ref json); break;
                case StatisticsMembers.Signature: signature = Signature(ref json); break;
                case StatisticsMembers.SignedPositions: signed = CountOrNull(ref json) ?? 0; break;
                case StatisticsMembers.Segments when hasSegments: throw new FormatException("the key stands there twice");
                case StatisticsMembers.Segments when form is null: throw new FormatException("form has to stand before the segments");
                case StatisticsMembers.Segments: Segments(ref json, utf8, ref start, ref place, form == FormOne.Version ? Required(variant, StatisticsMembers.ClvVariant) : null, take); hasSegments = true; break;
                case StatisticsMembers.Columns: Columns(ref json); break;
                case StatisticsMembers.Form: form = Form(ref json); break;
                default: json.Skip(); break;
            }
        }

        while (json.Read())
        {
            // Reads on, so that text after the object is found.
        }

        place = "$";
        return form is null ? throw new FormatException(FormExpected)
            : !hasSegments ? throw new FormatException("segments is missing")
            : new SegmentStatistics
            {
                User = Required(user, StatisticsMembers.User),
                Wallet = Required(wallet, StatisticsMembers.Wallet),
                RunId = Required(runId, StatisticsMembers.RunId),
                GeneratedAt = Required(generatedAt, StatisticsMembers.GeneratedAt),
                AsOf = asOf,
                Signature = signature,
                SignedPositions = signed,
                Activity = activity,
            };
    }

    private static void Segments(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8, ref int start, ref string place, string? variantOfAll, TakeSegment take)
    {
        RowNumbers.Expect(ref json, JsonTokenType.StartObject, "an object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var seenVariants = new HashSet<string>(StringComparer.Ordinal);
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
            if (variantOfAll is not null)
            {
                Rows(ref json, isFormOne: true, utf8, ref start, events);
                take(key, variantOfAll, CollectionsMarshal.AsSpan(events));
                continue;
            }

            RowNumbers.Expect(ref json, JsonTokenType.StartObject, "an object");
            seenVariants.Clear();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var variant = json.GetString()!;
                if (!seenVariants.Add(variant))
                {
                    throw new FormatException("the variant stands there twice");
                }

                json.Read();
                Rows(ref json, isFormOne: false, utf8, ref start, events);
                take(key, variant, CollectionsMarshal.AsSpan(events));
            }
        }
    }

    /// <summary>Rows that are as this tool writes them are read over the reader's head; it goes on behind them, as if they had not been there.</summary>
    /// <param name="json">Reads the text from <paramref name="start"/> on.</param>
    /// <param name="isFormOne">The rows have the columns of form 1.</param>
    /// <param name="utf8">The whole text.</param>
    /// <param name="start">Where in it the reader began.</param>
    /// <param name="events">Takes the rows.</param>
    private static void Rows(ref Utf8JsonReader json, bool isFormOne, ReadOnlySpan<byte> utf8, ref int start, List<SegmentEvent> events)
    {
        RowNumbers.Expect(ref json, JsonTokenType.StartArray, "an array");
        events.Clear();
        var at = start + (int)json.BytesConsumed;
        if (!isFormOne && QuickRow.Read(utf8[at..], events) is > 0 and var read)
        {
            start = at + read;
            json = new Utf8JsonReader(utf8[start..], isFinalBlock: true, json.CurrentState);
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            events.Add(SegmentEventRow.Read(ref json, isFormOne));
        }
    }

    private static int Form(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var form) && form is FormOne.Version or SegmentStatisticsWriter.FormVersion
            ? form : throw new FormatException(FormExpected);

    /// <summary>A list of another length than today's is kept as it is: who compares signatures finds that it has no partner.</summary>
    private static uint[]? Signature(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        RowNumbers.Expect(ref json, JsonTokenType.StartArray, "an array or null");
        var numbers = new List<uint>(128);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(json.TokenType == JsonTokenType.Number && json.TryGetUInt32(out var number) && numbers.Count < LongestSignature
                ? number : throw new FormatException("at most 4096 whole numbers from 0 to 2^32 - 1 were expected"));
        }

        return [.. numbers];
    }

    private static UserActivity Activity(ref Utf8JsonReader json)
    {
        RowNumbers.Expect(ref json, JsonTokenType.StartObject, "an object");
        var activity = UserActivity.Unknown;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            activity = name switch
            {
                StatisticsMembers.Fills => activity with { Fills = CountOrNull(ref json) },
                StatisticsMembers.ActiveDays => activity with { ActiveDays = CountOrNull(ref json) },
                StatisticsMembers.Markets => activity with { Markets = CountOrNull(ref json) },
                StatisticsMembers.TwoSidedMarkets => activity with { TwoSidedMarkets = CountOrNull(ref json) },
                _ => throw new FormatException($"unknown key {name}"),
            };
        }

        return activity;
    }

    private static void Columns(ref Utf8JsonReader json)
    {
        RowNumbers.Expect(ref json, JsonTokenType.StartArray, "an array");
        var names = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            names.Add(names.Count < SegmentEventRow.Columns.Length && json.TokenType == JsonTokenType.String ? json.GetString()! : throw new FormatException(OtherColumns));
        }

        if (!names.SequenceEqual(SegmentEventRow.Columns, StringComparer.Ordinal) && !names.SequenceEqual(FormOne.Columns, StringComparer.Ordinal))
        {
            throw new FormatException(OtherColumns);
        }
    }

    private static long? CountOrNull(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.Null ? null
        : json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var value) && value >= 0 ? value
        : throw new FormatException("a count or null was expected");

    private static string Text(ref Utf8JsonReader json)
    {
        RowNumbers.Expect(ref json, JsonTokenType.String, "a string");
        return json.GetString()!;
    }

    private static T Required<T>(T? value, string name)
        where T : class => value ?? throw new FormatException($"{name} is missing");
}
