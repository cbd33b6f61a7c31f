using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;
using PolyTool.Core.Files;
using PolyTool.Core.Json;

namespace PolyTool.Core.Dossiers.Read;

/// <summary>Finds where the children of a JSON container lie in a file, without keeping any of it.</summary>
internal static class JsonChildren
{
    private const int FirstSize = 128 * 1024;

    // Room for the longest string that is read, its quotes and what stands around it.
    private const int LargestSize = JsonLimits.StringBytes + (64 * 1024);

    /// <summary>The members of an object or the items of a list.</summary>
    /// <param name="file">The file.</param>
    /// <param name="container">Where the container lies.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <returns>The children in order; items have no name.</returns>
    /// <exception cref="JsonException">The range is not JSON.</exception>
    /// <exception cref="JsonTextException">It is not UTF-8, or a token is longer than the limits allow.</exception>
    public static List<JsonChild> Of(SafeFileHandle file, FileRange container, CancellationToken cancellationToken)
    {
        List<JsonChild> children = [];
        var buffer = new byte[Math.Min(FirstSize, Math.Max(1, container.Length))];
        JsonReaderState state = new(JsonText.Options);
        var start = container.Start;
        var held = 0;
        long childStart = -1;
        string? name = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wanted = (int)Math.Min(buffer.Length - held, container.End - start - held);
            new FileRange(start + held, start + held + wanted).ReadInto(file, buffer.AsSpan(held, wanted));
            held += wanted;
            var last = start + held == container.End;
            Utf8JsonReader reader = new(buffer.AsSpan(0, held), last, state);
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1)
                {
                    continue;
                }

                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    name = Name(ref reader);
                    continue;
                }

                if (childStart < 0)
                {
                    childStart = start + reader.TokenStartIndex;
                }

                if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                {
                    children.Add(new(name, new(childStart, start + reader.BytesConsumed)));
                    childStart = -1;
                }
            }

            // The reader looks at the structure only, and what nobody reads must be UTF-8 too. What it has consumed ends
            // between two tokens, so never inside a sequence.
            var used = (int)reader.BytesConsumed;
            if (!Utf8.IsValid(buffer.AsSpan(0, used)))
            {
                throw JsonText.NotUtf8();
            }

            if (last)
            {
                return children;
            }

            state = reader.CurrentState;
            start += used;
            held -= used;
            buffer.AsSpan(used, held).CopyTo(buffer);
            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, held < LargestSize ? Math.Min(2 * held, LargestSize) : throw JsonTreeBuilder.TooLongString());
            }
        }
    }

    // A name with half a surrogate pair is none of those that are looked for.
    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}

/// <summary>A child of a JSON container.</summary>
/// <param name="Name">A member's name; null for an item.</param>
/// <param name="Value">Where its value lies.</param>
internal readonly record struct JsonChild(string? Name, FileRange Value);

/// <summary>A part of a file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileRange(long Start, long End)
{
    /// <summary>Its length in bytes.</summary>
    public long Length => End - Start;

    /// <summary>Its bytes.</summary>
    /// <exception cref="IOException">The file cannot be read, or became shorter.</exception>
    public byte[] Read(SafeFileHandle file)
    {
        var bytes = new byte[Length];
        ReadInto(file, bytes);
        return bytes;
    }

    /// <summary>The same into a span of its length.</summary>
    public void ReadInto(SafeFileHandle file, Span<byte> bytes)
    {
        if (ForeignFile.Fill(file, bytes, Start) < bytes.Length)
        {
            throw new IOException("The file became shorter while it was read.");
        }
    }
}
