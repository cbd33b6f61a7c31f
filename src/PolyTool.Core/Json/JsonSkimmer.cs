using System.Runtime.CompilerServices;

namespace PolyTool.Core.Json;

/// <summary>
/// Passes over the inside of a container that nobody wants, as strictly as the framework's reader but without its tokens: most
/// bytes of a run root are such. It knows no lines and words no faults: what it cannot vouch for to the last byte it leaves to
/// the reader. Most of an aggregation is spent here and in the few other methods with <c>AggressiveOptimization</c>: these are
/// compiled well at once, where a fresh process would run them for a second uncompiled and then counting for the compiler.
/// </summary>
internal static class JsonSkimmer
{
    /// <summary>Levels that it follows, the container itself counted; deeper ones are the reader's.</summary>
    public const int Levels = 64;

    private const int Unsure = JsonBytes.Unsure;

    /// <summary>How many bytes stand between a container's two brackets; negative where these are not surely JSON within the limits, or do not end here.</summary>
    /// <param name="json">What follows the opening bracket. Whether it is UTF-8 is not looked at.</param>
    /// <param name="isObject">Which bracket that is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Inside(ReadOnlySpan<byte> json, bool isObject)
    {
        // A bit a level, the innermost last: 1 for an object.
        var kinds = isObject ? 1UL : 0UL;
        var closing = Closing(kinds);
        var depth = 1;
        var indent = JsonBytes.Unsure;
        var at = JsonBytes.Indent(json, 0, ref indent);
        var afterValue = at < json.Length && json[at] == closing;
        while ((uint)at < (uint)json.Length)
        {
            if (afterValue)
            {
                if (json[at] == (byte)',')
                {
                    at = JsonBytes.Indent(json, at + 1, ref indent);
                    afterValue = false;
                    continue;
                }

                if (json[at] != closing || --depth == 0)
                {
                    return depth == 0 ? at : Unsure;
                }

                kinds >>= 1;
                closing = Closing(kinds);
                at = JsonBytes.Indent(json, at + 1, ref indent);
                continue;
            }

            at = (kinds & 1) == 0 ? at : Name(json, at);
            if ((uint)at >= (uint)json.Length)
            {
                return Unsure;
            }

            if (json[at] is (byte)'{' or (byte)'[')
            {
                if (depth++ == Levels)
                {
                    return Unsure;
                }

                kinds = (kinds << 1) | (json[at] == (byte)'{' ? 1UL : 0UL);
                closing = Closing(kinds);
                at = JsonBytes.Indent(json, at + 1, ref indent);
                afterValue = (uint)at < (uint)json.Length && json[at] == closing;
                continue;
            }

            at = JsonBytes.Scalar(json, at);
            if ((uint)at >= (uint)json.Length)
            {
                return Unsure;
            }

            at = JsonBytes.Indent(json, at, ref indent);
            afterValue = true;
        }

        return Unsure;
    }

    private static byte Closing(ulong kinds) => (kinds & 1) == 0 ? (byte)']' : (byte)'}';

    // A member's name and colon; where its value starts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Name(ReadOnlySpan<byte> json, int at)
    {
        at = json[at] == (byte)'"' ? JsonBytes.String(json, at + 1) : Unsure;
        return at < 0 ? Unsure : JsonBytes.Colon(json, at);
    }
}
