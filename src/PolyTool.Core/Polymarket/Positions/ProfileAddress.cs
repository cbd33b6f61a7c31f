namespace PolyTool.Core.Polymarket.Positions;

/// <summary>Profile addresses, as a browser shows them.</summary>
internal static class ProfileAddress
{
    private static readonly string[] s_hosts = ["polymarket.com", "www.polymarket.com"];

    /// <summary>Whether a text is an address of the site rather than a name.</summary>
    public static bool Is(string text) => Parse(text) is not null;

    /// <summary>The wallet or handle that an address names: <c>/profile/0x…</c>, <c>/profile/@name</c> or <c>/@name</c>, whatever follows; null where it is another page.</summary>
    public static string? UserOf(string text)
    {
        if (Parse(text) is not { } address)
        {
            return null;
        }

        var parts = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var at = parts.FindIndex(p => p.Equals("profile", StringComparison.OrdinalIgnoreCase));
        // A language can stand before the name.
        var user = at >= 0 ? parts.ElementAtOrDefault(at + 1) : parts.Find(p => p.StartsWith('@'));
        return user?.TrimStart('@').Trim() is { Length: > 0 } ? user : null;
    }

    // With the scheme or without it, as some browsers copy it.
    private static Uri? Parse(string text)
    {
        var written = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return text.Contains('/', StringComparison.Ordinal) && Uri.TryCreate(written, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && s_hosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)
            ? address
            : null;
    }
}
