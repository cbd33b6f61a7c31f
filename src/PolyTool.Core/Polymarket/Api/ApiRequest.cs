using System.Text;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>One request: a route and its query, in the order given, or a route and the JSON that is posted to it.</summary>
internal sealed class ApiRequest
{
    public ApiRequest(ApiRoute route, IEnumerable<KeyValuePair<string, string>> query)
    {
        Route = route;
        var text = new StringBuilder();
        foreach (var (name, value) in query)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        Query = text.ToString();
    }

    /// <summary>A request by POST.</summary>
    public static ApiRequest Post(ApiRoute route, byte[] json) => new(route, []) { Json = json };

    public ApiRoute Route { get; }

    /// <summary>The body that is posted; null where the request is a GET.</summary>
    public byte[]? Json { get; private init; }

    /// <summary>The escaped query with its question mark, or nothing.</summary>
    public string Query { get; }

    /// <summary>What names the answer in the cache and in a run's list of inputs.</summary>
    public string Key => Route.Name + Query;

    public Uri AddressAt(ApiAddresses addresses)
    {
        var root = addresses.Of(Route.Host);
        return new Uri(root.GetLeftPart(UriPartial.Path).TrimEnd('/') + Route.Path + Query);
    }

    /// <summary>A page of a list: the first one where there is no cursor.</summary>
    public static ApiRequest Page(ApiRoute route, string? cursor, IEnumerable<KeyValuePair<string, string>> query) =>
        new(route, cursor is null ? query : query.Append(Term("cursor", cursor)));

    public static KeyValuePair<string, string> Term(string name, string value) => new(name, value);
}
