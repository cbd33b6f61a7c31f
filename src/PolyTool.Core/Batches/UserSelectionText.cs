using System.Globalization;
using PolyTool.Core.Evidence;

namespace PolyTool.Core.Batches;

/// <summary>
/// Reads how users were chosen from a comment line of a users file, <c># user-selection: Profit until 2026-01-31</c>, or from the
/// same words in a column of a table. The date is the last day of the profits that they were chosen by.
/// </summary>
public static class UserSelectionText
{
    private const string Start = "user-selection:";

    /// <summary>What a line of a users file says.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Null where it says nothing of it.</returns>
    /// <exception cref="FormatException">It says something else than a selection; the message says what may stand there.</exception>
    public static (UserSelection Selection, int? Until)? OfLine(string line)
    {
        var text = line.Trim();
        return !text.StartsWith('#') || text[1..].Trim() is not { } comment || !comment.StartsWith(Start, StringComparison.OrdinalIgnoreCase) ? null : Parse(comment[Start.Length..]);
    }

    /// <summary>Reads the words themselves.</summary>
    /// <param name="text">A selection, and <c>until</c> a date where that is known.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static (UserSelection Selection, int? Until) Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int? until = null;
        if (words is [_, var join, var date] && join.Equals("until", StringComparison.OrdinalIgnoreCase)
            && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            until = day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        }

        return (words.Length == 1 || until is not null) && !char.IsAsciiDigit(words[0][0]) && Enum.TryParse(words[0], ignoreCase: true, out UserSelection selection)
            ? (selection, until)
            : throw new FormatException($"'{text.Trim()}' is no user selection: {string.Join(", ", Enum.GetNames<UserSelection>())}, and 'until 2026-01-31' behind it where that is known.");
    }
}
