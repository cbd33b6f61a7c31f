using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PolyTool.Core.Evidence.Events;

/// <summary>Writes <c>segment_statistics.json</c>: JSON with one line a segment, the same bytes for the same statistics.</summary>
internal static class SegmentStatisticsWriter
{
    /// <summary>The version of the file's form that this code writes. It reads form 1 too.</summary>
    public const int FormVersion = 2;

    // A busy user's segment is megabytes long; it goes out in parts.
    private const int LargestPending = 64 * 1024;

    /// <summary>The file's bytes.</summary>
    /// <param name="statistics">Segments and events must be sorted, as the builder leaves them.</param>
    public static byte[] ToBytes(SegmentStatistics statistics)
    {
        ArrayBufferWriter<byte> output = new();
        Write(statistics, statistics.Segments.GroupBy(static s => s.SegmentKey, static s => KeyValuePair.Create<string, IEnumerable<SegmentEvent>>(s.Variant, s.Events), StringComparer.Ordinal).Select(static g => KeyValuePair.Create(g.Key, g.AsEnumerable())), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes the file's bytes: those of a user with tens of thousands of events are not held at once.</summary>
    /// <param name="statistics">All but the segments, which are not looked at.</param>
    /// <param name="segments">The segments, sorted, each with its events by variant, as the builder leaves them. Each can be made on the way.</param>
    /// <param name="output">Where they go.</param>
    public static void Write(SegmentStatistics statistics, IEnumerable<KeyValuePair<string, IEnumerable<KeyValuePair<string, IEnumerable<SegmentEvent>>>>> segments, IBufferWriter<byte> output)
    {
        Line(output, $"{{\n\"{StatisticsMembers.Activity}\": ", json => WriteActivity(json, statistics.Activity), ",\n");
        Line(output, $"\"{StatisticsMembers.AsOf}\": ", json => json.WriteStringValue(statistics.AsOf ?? statistics.GeneratedAt), ",\n");
        Line(output, $"\"{StatisticsMembers.Columns}\": ", WriteColumns, ",\n");
        Line(output, $"\"{StatisticsMembers.Form}\": ", json => json.WriteNumberValue(FormVersion), ",\n");
        Line(output, $"\"{StatisticsMembers.GeneratedAt}\": ", json => json.WriteStringValue(statistics.GeneratedAt), ",\n");
        Line(output, $"\"{StatisticsMembers.RunId}\": ", json => json.WriteStringValue(statistics.RunId), ",\n");
        Line(output, $"\"{StatisticsMembers.Segments}\": ", static _ => { }, "{");
        var before = "\n";
        foreach (var (key, variants) in segments)
        {
            Line(output, before, json => json.WriteStringValue(key), ": {");
            before = "";
            foreach (var (variant, events) in variants)
            {
                Line(output, before, json => json.WriteStringValue(variant), ": ");
                Line(output, "", json => WriteEvents(json, events), "");
                before = ", ";
            }

            output.Write("}"u8);
            before = ",\n";
        }

        output.Write("\n"u8);
        output.Write("},\n"u8);
        Line(output, $"\"{StatisticsMembers.Signature}\": ", json => WriteSignature(json, statistics.Signature), ",\n");
        Line(output, $"\"{StatisticsMembers.SignedPositions}\": ", json => json.WriteNumberValue(statistics.SignedPositions), ",\n");
        Line(output, $"\"{StatisticsMembers.User}\": ", json => json.WriteStringValue(statistics.User), ",\n");
        Line(output, $"\"{StatisticsMembers.Wallet}\": ", json => json.WriteStringValue(statistics.Wallet), "\n}\n");
    }

    private static void WriteActivity(Utf8JsonWriter json, UserActivity activity)
    {
        json.WriteStartObject();
        WriteCount(json, StatisticsMembers.ActiveDays, activity.ActiveDays);
        WriteCount(json, StatisticsMembers.Fills, activity.Fills);
        WriteCount(json, StatisticsMembers.Markets, activity.Markets);
        WriteCount(json, StatisticsMembers.TwoSidedMarkets, activity.TwoSidedMarkets);
        json.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter json, IReadOnlyList<uint>? signature)
    {
        if (signature is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var number in signature)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } count)
        {
            json.WriteNumber(name, count);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteColumns(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var column in SegmentEventRow.Columns)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
    }

    private static void WriteEvents(Utf8JsonWriter json, IEnumerable<SegmentEvent> events)
    {
        json.WriteStartArray();
        foreach (var row in events)
        {
            SegmentEventRow.Write(json, row);
            if (json.BytesPending > LargestPending)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
    }

    private static void Line(IBufferWriter<byte> output, string before, Action<Utf8JsonWriter> write, string after)
    {
        Encoding.ASCII.GetBytes(before, output);
        using (var json = new Utf8JsonWriter(output))
        {
            write(json);
        }

        Encoding.ASCII.GetBytes(after, output);
    }
}
