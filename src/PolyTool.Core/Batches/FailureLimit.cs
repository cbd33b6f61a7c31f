using System.Globalization;

namespace PolyTool.Core.Batches;

/// <summary>How many users may fail before the batch stops.</summary>
public sealed record FailureLimit
{
    private readonly decimal _value;
    private readonly bool _isPercent;

    private FailureLimit(decimal value, bool isPercent) => (_value, _isPercent) = (value, isPercent);

    /// <summary>No failure is allowed: the first one stops the batch.</summary>
    public static FailureLimit None { get; } = new(0, isPercent: false);

    /// <summary>Reads <c>n</c> (users, 0 or more) or <c>n%</c> (per cent of all users, 0 to 100, fractions allowed).</summary>
    /// <param name="text">The text, with a dot as the decimal sign in every culture.</param>
    /// <param name="limit">The limit, where the text is one.</param>
    /// <returns>Whether the text is a limit.</returns>
    public static bool TryParse(string? text, out FailureLimit? limit)
    {
        limit = null;
        var trimmed = (text ?? "").AsSpan().Trim();
        var isPercent = trimmed.EndsWith("%", StringComparison.Ordinal);
        var number = isPercent ? trimmed[..^1].TrimEnd() : trimmed;
        var styles = isPercent ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        if (!decimal.TryParse(number, styles, CultureInfo.InvariantCulture, out var value)
            || value > (isPercent ? 100 : int.MaxValue))
        {
            return false;
        }

        limit = new FailureLimit(value, isPercent);
        return true;
    }

    /// <summary>How many of <paramref name="users"/> users may fail; one more stops the batch.</summary>
    /// <param name="users">All users of the batch.</param>
    /// <returns>A number of users, 0 or more; a share is rounded down.</returns>
    public int AllowedOf(int users) => (int)(_isPercent ? decimal.Floor(users * _value / 100) : _value);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_value}{(_isPercent ? "%" : "")}");
}
