using System.Text.Json;
using PolyTool.Core.Json;

namespace PolyTool.Core.Polymarket.Probing;

/// <summary>A field that a scan reads: its place in a row, the kinds that it can be of, and what its value must be like.</summary>
/// <param name="Field">Its name; <c>a.b</c> goes into objects.</param>
/// <param name="Kinds">What it may be: <c>text</c>, <c>number</c>, <c>list</c>, <c>flag</c>, <c>object</c>. Null is always allowed.</param>
/// <param name="Size">What its value must be like; null where anything is right.</param>
/// <param name="Optional">It may be absent.</param>
internal sealed record ShapeRule(string Field, string Kinds, Size? Size = null, bool Optional = false)
{
    /// <summary>What is wrong with a row, or null.</summary>
    public string? Check(JsonElement row)
    {
        var value = row;
        foreach (var name in Field.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return Optional ? null : $"{Field} is missing";
            }
        }

        var kind = KindOf(value);
        if (kind == "null")
        {
            return null;
        }

        return !Kinds.Split('|').Contains(kind, StringComparer.Ordinal)
            ? $"{Field} is a {kind}, not a {Kinds.Replace("|", " or ", StringComparison.Ordinal)}"
            : Size?.Invoke(value) is { } wrong ? $"{Field} is {wrong}" : null;
    }

    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "list",
        JsonValueKind.True or JsonValueKind.False => "flag",
        JsonValueKind.Object => "object",
        _ => "null",
    };
}

/// <summary>What is wrong with a value's size, to follow "is"; null where nothing is.</summary>
internal delegate string? Size(JsonElement value);

/// <summary>What values can be like: a change of unit changes no type.</summary>
internal static class Sizes
{
    // Before the first market.
    private const double Earliest = 1_500_000_000;
    private const double Latest = 4_102_444_800;
    private const double Million = 1_000_000;

    /// <summary>Dollars a share.</summary>
    public static Size Price { get; } = Between(0, 1, "a price a share in dollars, from 0 to 1");

    /// <summary>Shares; more than there are dollars in the world is another unit.</summary>
    public static Size Shares { get; } = Between(0, 1e11, "a number of shares, 0 or more");

    public static Size Dollars { get; } = Between(-1e11, 1e11, "an amount of dollars");

    public static Size Count { get; } = Between(0, 1e9, "a count, 0 or more");

    /// <summary>Seconds of a bucket: a day at most.</summary>
    public static Size Span { get; } = Between(0, 86_400, "a number of seconds up to a day");

    /// <summary>Seconds since 1970; 0 is "not known".</summary>
    public static Size Time { get; } = static value => Number(value) switch
    {
        0 => null,
        > Earliest and < Latest => null,
        > Earliest * 1000 and < Latest * 1000 => $"{value}: milliseconds, not seconds since 1970",
        null => NoNumber(value),
        _ => $"{value}: no number of seconds since 1970",
    };

    /// <summary>A time as text.</summary>
    public static Size TimeText { get; } = static value => value.GetRawText() is "\"\"" || Api.ApiTime.Parse(value.ToString()) is not null || value.ToString().StartsWith("1970-01-01", StringComparison.Ordinal)
        ? null
        : $"'{Short(value)}': no time that can be read";

    /// <summary>A market's id: 31 or 32 bytes.</summary>
    public static Size Condition { get; } = static value => IsHex(value.ToString(), 62, 64) ? null : $"'{Short(value)}': no id of 0x and 62 or 64 hex digits";

    public static Size Wallet { get; } = static value => IsHex(value.ToString(), 40, 40) ? null : $"'{Short(value)}': no wallet of 0x and 40 hex digits";

    public static Size Token { get; } = static value => value.ToString() is { Length: > 0 and <= 80 } text && text.All(char.IsAsciiDigit) ? null : $"'{Short(value)}': no token id of digits";

    /// <summary>Payouts in millionths of a dollar that make one dollar; 69 and the like mean "not set".</summary>
    public static Size Payouts { get; } = static value =>
    {
        var payouts = value.EnumerateArray().Select(Number).ToList();
        return payouts.Count == 0 || (payouts.Count > 1 && payouts.All(p => p is >= 0) && Math.Abs(payouts.Sum()!.Value - Million) <= payouts.Count)
            ? null
            : $"{Short(value)}: no payouts in millionths of a dollar that make a dollar";
    };

    /// <summary>Side of a fill.</summary>
    public static Size Side { get; } = OneOf("BUY", "SELL");

    public static Size Status { get; } = OneOf("OPEN", "REDEEMABLE", "REDEEMABLE_LOST", "MERGEABLE", "CLOSED");

    private static Size OneOf(params string[] words) =>
        value => words.Contains(value.ToString(), StringComparer.OrdinalIgnoreCase) ? null : $"'{Short(value)}': none of {string.Join(", ", words)}";

    /// <summary>Numbers of a range, as numbers or as texts.</summary>
    private static Size Between(double least, double most, string what) =>
        value => Number(value) is not { } number ? NoNumber(value) : number >= least && number <= most ? null : $"{value}: not {what}";

    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => DecimalText.Finite(value.GetString()),
        _ => null,
    };

    private static string NoNumber(JsonElement value) => $"'{Short(value)}': no number";

    private static string Short(JsonElement value) => value.ToString() is { Length: > 60 } text ? text[..60] + "…" : value.ToString();

    private static bool IsHex(string text, int digits, int orDigits) =>
        text.StartsWith("0x", StringComparison.Ordinal) && (text.Length == digits + 2 || text.Length == orDigits + 2) && text.Skip(2).All(char.IsAsciiHexDigit);
}
