using PolyTool.Core.Failures;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>The base addresses of the public services. Each can be changed, so that a scan can run against a mirror or a test server.</summary>
public sealed record ApiAddresses
{
    /// <summary>Makes a set of addresses; each must be an absolute http or https address.</summary>
    /// <param name="gamma">Base address of the Gamma service.</param>
    /// <param name="data">Base address of the Data service.</param>
    /// <param name="clob">Base address of the CLOB service.</param>
    /// <exception cref="ArgumentException">An address is not absolute, or neither http nor https.</exception>
    public ApiAddresses(Uri gamma, Uri data, Uri clob)
    {
        Gamma = Checked(gamma, "GAMMA_API_BASE");
        Data = Checked(data, "DATA_API_BASE");
        Clob = Checked(clob, "CLOB_API_BASE");
    }

    /// <summary>The published addresses.</summary>
    public static ApiAddresses Published { get; } = new(
        new Uri("https://gamma-api.polymarket.com"),
        new Uri("https://data-api.polymarket.com"),
        new Uri("https://clob.polymarket.com"));

    /// <summary>Base address of the Gamma service.</summary>
    public Uri Gamma { get; }

    /// <summary>Base address of the Data service.</summary>
    public Uri Data { get; }

    /// <summary>Base address of the CLOB service.</summary>
    public Uri Clob { get; }

    /// <summary>The addresses that parameters give, else the environment (<c>GAMMA_API_BASE</c>, <c>DATA_API_BASE</c>, <c>CLOB_API_BASE</c>), else the published ones.</summary>
    /// <param name="gamma">Address given for Gamma, or null.</param>
    /// <param name="data">Address given for Data, or null.</param>
    /// <param name="clob">Address given for CLOB, or null.</param>
    /// <param name="environment">Reads an environment variable; null uses the process's.</param>
    /// <exception cref="ArgumentException">A text is not an absolute http or https address; the message names where it came from.</exception>
    public static ApiAddresses Resolve(string? gamma = null, string? data = null, string? clob = null, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        return new ApiAddresses(
            Parse(gamma, "GAMMA_API_BASE", environment, Published.Gamma),
            Parse(data, "DATA_API_BASE", environment, Published.Data),
            Parse(clob, "CLOB_API_BASE", environment, Published.Clob));
    }

    internal Uri Of(ApiHost host) => host switch
    {
        ApiHost.Gamma => Gamma,
        ApiHost.Data => Data,
        _ => Clob,
    };

    private static Uri Parse(string? given, string variable, Func<string, string?> environment, Uri published)
    {
        var text = string.IsNullOrWhiteSpace(given) ? environment(variable) : given;
        if (string.IsNullOrWhiteSpace(text))
        {
            return published;
        }

        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            ? Checked(address, variable)
            : throw new ArgumentException($"'{Shown(text)}' is not an absolute address. Give http://host or https://host (parameter or {variable}).", nameof(given));
    }

    // Before an @ stand credentials, however broken the address is.
    private static string Shown(string text) => VisibleText.Of(text.Contains('@', StringComparison.Ordinal) ? Credentials.Hidden + text[text.LastIndexOf('@')..] : text, 200);

    private static Uri Checked(Uri address, string variable) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new ArgumentException($"'{Shown(address.OriginalString)}' is neither an http nor an https address (parameter or {variable}).", nameof(address));
}

/// <summary>The three public services that a scan reads.</summary>
public enum ApiHost
{
    /// <summary>Metadata: profiles, markets, events.</summary>
    Gamma,

    /// <summary>Users' data: positions, trades, activity, resolutions, price history by point in time.</summary>
    Data,

    /// <summary>The order book's service: price history.</summary>
    Clob,
}
