using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Reads answers into rows. A null element of a list is dropped: the services send such.</summary>
internal static class Answers
{
    /// <summary>How answers are taken apart: a field that nobody reads may go deeper than any that is read.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 500 };

    /// <summary>An answer. A row of which a part has another shape loses that part alone, and says so in <see cref="Answer.Oddities"/>.</summary>
    /// <exception cref="JsonException">It is no JSON, or what is around the rows has another shape.</exception>
    public static T Read<T>(byte[] body, JsonTypeInfo<T> shape)
        where T : class => Read(body, shape, isRow: false);

    /// <summary>The same of an answer that is one row.</summary>
    /// <exception cref="JsonException">It is no JSON, or no object.</exception>
    public static T ReadRow<T>(byte[] body, JsonTypeInfo<T> shape)
        where T : Answer => Read(body, shape, isRow: true);

    /// <summary>The same; null where it is no row.</summary>
    public static T? TryReadRow<T>(byte[] body, JsonTypeInfo<T> shape)
        where T : Answer
    {
        try
        {
            return ReadRow(body, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static IReadOnlyList<T> Rows<T>(IReadOnlyList<T?>? rows)
        where T : class =>
        rows is null ? throw new JsonException("the answer has no rows") : [.. rows.Where(r => r is not null).Select(r => r!)];

    /// <summary>The objects of an answer's list, each as it came.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="list">The list's name; null where the answer is the list.</param>
    /// <exception cref="JsonException">It is no JSON, or there is no list.</exception>
    public static List<byte[]> Objects(byte[] body, string? list = null)
    {
        using var document = JsonDocument.Parse(body, Deep);
        var rows = document.RootElement;
        if ((list is not null && (rows.ValueKind != JsonValueKind.Object || !rows.TryGetProperty(list, out rows))) || rows.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("a list belongs here");
        }

        return [.. rows.EnumerateArray().Where(static row => row.ValueKind == JsonValueKind.Object).Select(static row => Encoding.UTF8.GetBytes(row.GetRawText()))];
    }

    private static T Read<T>(byte[] body, JsonTypeInfo<T> shape, bool isRow)
        where T : class
    {
        var text = WithoutMark(body);
        try
        {
            return JsonSerializer.Deserialize(text.Span, shape) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException)
        {
            var oddities = new List<string>();
            if (AnswerRepair.Repair(text, json => IsReadable(json, shape), isRow, oddities) is not { } repaired)
            {
                throw;
            }

            var read = JsonSerializer.Deserialize(repaired, shape)!;
            if (read is Answer answer)
            {
                answer.Oddities = oddities;
            }

            return read;
        }
    }

    private static bool IsReadable<T>(string json, JsonTypeInfo<T> shape)
    {
        try
        {
            JsonSerializer.Deserialize(json, shape);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span is [0xEF, 0xBB, 0xBF, ..] ? body[3..] : body;
}

/// <summary>An answer of a service. Its members are set, not initialised: the generated reader of what can only be initialised boxes every value, and a scan reads some ten thousand.</summary>
internal abstract record Answer
{
    /// <summary>What in it had another shape than expected and was left out or read otherwise; each names the row, the field and its kind.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Oddities { get; set; } = [];
}
