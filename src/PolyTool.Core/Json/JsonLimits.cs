namespace PolyTool.Core.Json;

/// <summary>The limits that keep reading a hostile file safe; beyond one of them a text counts as defective.</summary>
internal static class JsonLimits
{
    /// <summary>Levels of nesting.</summary>
    public const int Depth = 900;

    /// <summary>Bytes of one string as it stands in the file.</summary>
    public const int StringBytes = 16 * 1024 * 1024;

    /// <summary>Digits of one integer: what the original's language takes.</summary>
    public const int IntegerDigits = 4300;
}
