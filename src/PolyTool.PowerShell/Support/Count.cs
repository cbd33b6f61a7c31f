using System.Globalization;

namespace PolyTool.PowerShell.Support;

/// <summary>Numbers of things in messages: "1 user", "2 users".</summary>
internal static class Count
{
    /// <summary>The number and the noun in its right form.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">The noun for one of them; its plural takes an s.</param>
    public static string Of(int number, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");
}
