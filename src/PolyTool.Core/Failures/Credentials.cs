using System.Text.RegularExpressions;

namespace PolyTool.Core.Failures;

/// <summary>Takes credentials out of addresses before they are written or shown. Everything else in a text stays as it is.</summary>
public static partial class Credentials
{
    /// <summary>What stands where a credential was.</summary>
    public const string Hidden = "***";

    /// <summary>
    /// The text with <c>***</c> for what stands before the <c>@</c> in its addresses, and for the values of parameters whose
    /// names speak of keys, tokens, secrets, passwords, signatures or sessions.
    /// </summary>
    /// <param name="text">Any text; it may hold several addresses, or none.</param>
    /// <returns>The text without them.</returns>
    public static string Hide(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? Parameter().Replace(UserInfo().Replace(text, Hidden), Hidden) : text;

    /// <summary>What stands before the <c>@</c> in the addresses of a text: user, colon, password.</summary>
    /// <returns>The texts, as they are typed.</returns>
    internal static IEnumerable<string> In(string text) => UserInfo().Matches(text).Select(static match => match.Value);

    // The last @ before the path counts, as browsers and libraries read it.
    [GeneratedRegex(@"(?<=://)[^/?#\s]+(?=@)", RegexOptions.CultureInvariant, PatternTime.Limit)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(?<=[?&;#][^=&;#\s]{0,60}(key|token|secret|passw|pwd|auth|sig|credential|session)[^=&;#\s]{0,60}=)[^&;#\s'""]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, PatternTime.Limit)]
    private static partial Regex Parameter();
}
