using PolyTool.Core.Failures;
using PolyTool.Core.Polymarket.Api;

namespace PolyTool.Core.Polymarket.Positions;

/// <summary>From a users file's line to a wallet. Never the first hit of a search: a scan of somebody else is worse than none.</summary>
internal static class UserResolver
{
    private const int LargestSearchPage = 50;

    /// <summary>What a user's line says, in one form: a wallet in lower case, or a handle without <c>@</c>. A profile's address stands for what it names.</summary>
    /// <exception cref="Failure"><c>InvalidUser</c>: it names nobody.</exception>
    public static string Plain(string user)
    {
        var text = user.Trim();
        if (ProfileAddress.Is(text))
        {
            text = ProfileAddress.UserOf(text)
                ?? throw new Failure("InvalidUser", $"'{user}' is a page of the site, but no profile. Give a handle, a wallet, or an address as https://polymarket.com/@name or https://polymarket.com/profile/0x….");
        }

        var name = text.StartsWith('@') ? text[1..].Trim() : text;
        return name.Length == 0
            ? throw new Failure("InvalidUser", $"'{user}' names no user. Give a handle, a wallet (0x and 40 hex digits) or a profile's address.")
            : IsWallet(name) ? name.ToLowerInvariant() : name;
    }

    /// <summary>The user that a handle, a wallet or a profile's address names.</summary>
    /// <exception cref="Failure"><c>HandleNotFound</c>, <c>HandleAmbiguous</c> or <c>InvalidUser</c>.</exception>
    /// <exception cref="ApiException">The search gave no answer.</exception>
    public static async Task<(UserIdentity User, ScanInput? Input)> ResolveAsync(AnswerSource source, string user, CancellationToken cancellationToken)
    {
        var handle = Plain(user);
        if (IsWallet(handle))
        {
            return (new UserIdentity(handle, null), null);
        }

        var request = new ApiRequest(ApiRoute.Search,
        [
            ApiRequest.Term("q", handle),
            ApiRequest.Term("search_profiles", "true"),
            ApiRequest.Term("limit_per_type", $"{LargestSearchPage}"),
        ]);
        var answer = await source.GetAsync(request, body => Answers.Read(body, GammaJson.Default.SearchAnswer), static _ => false, cancellationToken).ConfigureAwait(false);
        // No hit at all comes as an empty list, as null, or as no list.
        var profiles = Answers.Rows(answer.Value.Profiles ?? []);
        return (Choose(handle, profiles), answer.Input);
    }

    /// <summary>Whether a text is a wallet: <c>0x</c> and 40 hex digits. Made-up handles begin like one and go on otherwise.</summary>
    public static bool IsWallet(string text) =>
        text.Length == 42 && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && text.AsSpan(2).IndexOfAnyExcept(s_hexDigits) < 0;

    private static readonly System.Buffers.SearchValues<char> s_hexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static UserIdentity Choose(string handle, IReadOnlyList<ProfileRow> profiles)
    {
        var matches = profiles
            .Where(p => string.Equals(p.Name?.Trim(), handle, StringComparison.OrdinalIgnoreCase) && p.ProxyWallet is { } wallet && IsWallet(wallet))
            .GroupBy(p => p.ProxyWallet!.ToLowerInvariant(), StringComparer.Ordinal)
            .ToList();
        switch (matches.Count)
        {
            case 1:
                return new UserIdentity(matches[0].Key, matches[0].First().Name!.Trim());
            case 0:
                var near = NearestNames.To(handle, profiles.Select(p => p.Name), 3);
                var hint = near.Count == 0 ? "The search found nobody." : $"Nearest: {string.Join(", ", near)}.";
                throw new Failure("HandleNotFound", $"No profile is named '{handle}'. {hint} Correct the handle or give the wallet.");
            default:
                var wallets = string.Join(", ", matches.Select(m => m.Key).Order(StringComparer.Ordinal));
                throw new Failure("HandleAmbiguous", $"{matches.Count} profiles are named '{handle}': {wallets}. Give the wallet.");
        }
    }
}

/// <summary>Whom a scan is about.</summary>
/// <param name="Wallet">The proxy wallet, lower-case.</param>
/// <param name="Name">The profile's name; null where only the wallet is known.</param>
internal sealed record UserIdentity(string Wallet, string? Name);

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

/// <summary>Names near to one that was not found, by edit distance.</summary>
internal static class NearestNames
{
    // A name is at most some dozens of characters long; a longer text is no name, and its distance would cost.
    private const int Longest = 200;

    public static IReadOnlyList<string> To(string wanted, IEnumerable<string?> names, int count)
    {
        var target = Cut(wanted);
        return
        [
            .. names.Where(n => !string.IsNullOrWhiteSpace(n))
                .Select(n => n!)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(n => Distance(target, Cut(n)))
                .ThenBy(n => n, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private static string Cut(string text) => (text.Length > Longest ? text[..Longest] : text).ToUpperInvariant();

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
