using System.Text;

namespace PolyTool.Core.CanonicalJson;

/// <summary>Member names seen lately, so that the same few hundred names are not made into strings a million times.</summary>
internal sealed class JsonNames
{
    private const int Slots = 512;
    private const int LongestKept = 64;
    private readonly string?[] _seen = new string?[Slots];

    /// <summary>The string of an unescaped UTF-8 name.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        uint hash = 2166136261;
        foreach (byte b in utf8)
        {
            hash = (hash ^ b) * 16777619;
        }

        ref string? slot = ref _seen[hash % Slots];
        return slot is not null && Ascii.Equals(utf8, slot) ? slot : slot = Encoding.UTF8.GetString(utf8);
    }
}
