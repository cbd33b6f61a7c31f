using System.Text.Json;
using System.Text.Unicode;

namespace PolyTool.Core.Json;

/// <summary>
/// Reads JSON text strictly: UTF-8 without a byte order mark, no comments, no trailing commas, no NaN or Infinity, one value.
/// Lone surrogate escapes are taken. Limits: 900 levels, 16 MB a string, 4300 digits an integer.
/// </summary>
public static class JsonText
{
    internal static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        // One more than is allowed, so that our own message is the one that is read.
        MaxDepth = JsonLimits.Depth + 1,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a text whole.</summary>
    /// <param name="utf8">The text's bytes.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonTextException">The bytes are not such a text.</exception>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8)
    {
        JsonTreeBuilder builder = new();
        builder.Begin(JsonShape.All);
        RefuseByteOrderMark(utf8);
        if (!Utf8.IsValid(utf8))
        {
            throw NotUtf8();
        }

        Utf8JsonReader reader = new(utf8, Options);
        try
        {
            builder.Consume(utf8, ref reader);
        }
        catch (JsonException) when (utf8.IsEmpty)
        {
            throw Empty();
        }
        catch (JsonException error)
        {
            throw NotJson(error);
        }

        return builder.Result ?? throw Empty();
    }

    internal static void RefuseByteOrderMark(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(ByteOrderMark))
        {
            throw new JsonTextException("not JSON: it starts with a byte order mark");
        }
    }

    internal static JsonTextException Empty() => new("not JSON: it is empty, or a pipe or a device");

    internal static JsonTextException NotUtf8() => new("not JSON: it is not UTF-8");

    // The framework's sentences differ between its versions; the place does not.
    internal static JsonTextException NotJson(JsonException error) =>
        error.LineNumber is { } line && error.BytePositionInLine is { } column
            ? new($"not JSON: line {line + 1}, byte {column + 1}")
            : new("not JSON");
}

/// <summary>A text is not JSON, or is beyond the limits that keep reading safe. The message says where and why, in a form that no runtime version changes.</summary>
public sealed class JsonTextException : Exception
{
    internal JsonTextException(string message)
        : base(message)
    {
    }
}
