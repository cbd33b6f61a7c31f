using System.Net;
using Microsoft.AspNetCore.Http;

namespace PolyTool.FakePolymarket.Server;

/// <summary>How the server behaves.</summary>
public sealed record FakeServerOptions
{
    /// <summary>Where it listens; loopback only.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The time before each answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether the published limits are enforced.</summary>
    public bool EnforceLimits { get; init; }

    /// <summary>The fault of a request, by the request and its number (from 1, of this route).</summary>
    public Func<HttpRequest, int, Fault>? Faults { get; init; }

    /// <summary>With TLS, by a certificate for another name.</summary>
    public bool WrongCertificate { get; init; }

    /// <summary>An answer in place of the world's: path to JSON. Null means the world's.</summary>
    public Func<HttpRequest, string?>? Replace { get; init; }

    /// <summary>Answers in place of the world's, status and type included. Null means the world's.</summary>
    public Func<HttpRequest, Task<ServedAnswer?>>? Serve { get; init; }

    /// <summary>Changes the world's answer to a request before it goes out.</summary>
    public Func<HttpRequest, System.Text.Json.Nodes.JsonNode, System.Text.Json.Nodes.JsonNode>? Change { get; init; }

    /// <summary>Whether the CLOB answers for several tokens at once.</summary>
    public bool Batches { get; init; } = true;

    /// <summary>Most rows of a v2 page.</summary>
    public int LargestPage { get; init; } = 1000;
}
