using System.Globalization;

namespace PolyTool.Core.Batches;

/// <summary>A number of a batch's users, said as such or as a share: how many may fail, how many must succeed.</summary>
public sealed record UserQuota
{
    private readonly decimal _value;
    private readonly bool _isPercent;

    private UserQuota(decimal value, bool isPercent) => (_value, _isPercent) = (value, isPercent);

    /// <summary>Nobody: as a limit of failures, the first one stops the batch.</summary>
    public static UserQuota Nobody { get; } = new(0, isPercent: false);

    /// <summary>Reads <c>n</c> (users, 0 or more) or <c>n%</c> (per cent of all users, 0 to 100, fractions allowed).</summary>
    /// <param name="text">The text, with a dot as the decimal sign in every culture.</param>
    /// <param name="share">The share, where the text is one.</param>
    /// <returns>Whether the text is a share.</returns>
    public static bool TryParse(string? text, out UserQuota? share)
    {
        share = null;
        var trimmed = (text ?? "").AsSpan().Trim();
        var isPercent = trimmed.EndsWith("%", StringComparison.Ordinal);
        var number = isPercent ? trimmed[..^1].TrimEnd() : trimmed;
        var styles = isPercent ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        if (!decimal.TryParse(number, styles, CultureInfo.InvariantCulture, out var value)
            || value > (isPercent ? 100 : int.MaxValue))
        {
            return false;
        }

        share = new UserQuota(value, isPercent);
        return true;
    }

    /// <summary>How many of <paramref name="users"/> users it is at most.</summary>
    /// <param name="users">All users of the batch.</param>
    /// <returns>A number of users, 0 or more; a share is rounded down.</returns>
    public int AtMostOf(int users) => (int)(_isPercent ? decimal.Floor(users * _value / 100) : _value);

    /// <summary>How many of <paramref name="users"/> users it is at least.</summary>
    /// <param name="users">All users of the batch.</param>
    /// <returns>A number of users, 0 or more; a share is rounded up.</returns>
    public int AtLeastOf(int users) => (int)(_isPercent ? decimal.Ceiling(users * _value / 100) : _value);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_value}{(_isPercent ? "%" : "")}");
}
