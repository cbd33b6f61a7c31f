using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolyTool.FakePolymarket.World;

namespace PolyTool.FakePolymarket.Server;

/// <summary>The three public services in one process on loopback, over an invented world.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private static readonly Dictionary<string, int> s_limits = new(StringComparer.Ordinal)
    {
        ["/public-search"] = 350,
        ["/markets"] = 300,
        ["/v2/positions"] = 200,
        ["/v2/positions/combos"] = 200,
        ["/v2/prices-history"] = 200,
        ["/v2/trades"] = 300,
        ["/prices-history"] = 1000,
        ["/batch-prices-history"] = 500,
    };

    private readonly WebApplication _application;
    private readonly FakeServerOptions _options;
    private readonly FakeWorld _world;
    private readonly Dictionary<string, LimitGate> _gates = [];
    private readonly LimitGate _gamma = new(4000);
    private readonly LimitGate _data = new(800);

    private FakeServer(FakeWorld world, FakeServerOptions options)
    {
        if (!IPAddress.IsLoopback(options.Address))
        {
            throw new ArgumentException($"The test server listens on loopback only, not on {options.Address}.", nameof(options));
        }

        _world = world;
        _options = options;
        foreach (var (path, limit) in s_limits)
        {
            _gates[path] = new LimitGate(limit);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
            kestrel.Listen(options.Address, 0, listen =>
            {
                if (options.WrongCertificate)
                {
                    listen.UseHttps(Certificate());
                }
            });
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public RequestLog Log { get; } = new();

    /// <summary>Base address of all three services.</summary>
    public Uri Address { get; private set; } = null!;

    public static async Task<FakeServer> StartAsync(FakeWorld world, FakeServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new FakeServer(world, options ?? new FakeServerOptions());
        await server._application.StartAsync(cancellationToken).ConfigureAwait(false);
        var addresses = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.Address = new Uri(addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var number = Log.Add(path, context.Request.QueryString.Value ?? "");
        context.Response.Headers["x-trace-id"] = $"trace-{path.Trim('/').Replace('/', '-')}-{number}";
        if (_options.EnforceLimits && !MayPass(path))
        {
            Log.AddViolation();
            context.Response.Headers.RetryAfter = "1";
            await WriteAsync(context, 429, """{"error":"rate limited","code":"rate_limited","retryable":true}""").ConfigureAwait(false);
            return;
        }

        if (_options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(_options.Latency, context.RequestAborted).ConfigureAwait(false);
        }

        var fault = _options.Faults?.Invoke(context.Request, number) ?? Fault.None;
        if (fault != Fault.None && await Faults.AnswerAsync(context, fault).ConfigureAwait(false))
        {
            return;
        }

        if (_options.Replace?.Invoke(context.Request) is { } replaced)
        {
            await WriteAsync(context, 200, replaced).ConfigureAwait(false);
            return;
        }

        if (_options.Serve is { } serve && await serve(context.Request).ConfigureAwait(false) is { } served)
        {
            await WriteAsync(context, served.Status, served.Body, served.ContentType).ConfigureAwait(false);
            return;
        }

        var (found, answer) = path == "/batch-prices-history" && _options.Batches
            ? (true, await ClobRoutes.BatchAsync(_world, context.Request).ConfigureAwait(false))
            : Answer(path, context.Request);
        if (!found)
        {
            await Faults.AnswerAsync(context, Fault.NotFound).ConfigureAwait(false);
        }
        else if (answer is null)
        {
            await WriteAsync(context, 400, """{"error":"invalid request","code":"invalid_request","retryable":false}""").ConfigureAwait(false);
        }
        else if (_options.Change is { } change)
        {
            await WriteAsync(context, 200, change(context.Request, JsonSerializer.SerializeToNode(answer)!).ToJsonString()).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(context, 200, JsonSerializer.Serialize(answer)).ConfigureAwait(false);
        }
    }

    private (bool Found, object? Answer) Answer(string path, HttpRequest request) => path switch
    {
        "/public-search" => (true, GammaRoutes.Search(_world, request)),
        "/markets" => (true, GammaRoutes.Markets(_world, request)),
        "/sports" => (true, GammaRoutes.Sports()),
        "/v2/positions" => (true, DataRoutes.Positions(_world, request, _options.LargestPage)),
        "/v2/positions/combos" => (true, DataRoutes.Combos(_world, request)),
        "/v2/trades" => (true, DataRoutes.Trades(_world, request, _options.LargestPage)),
        "/v2/resolutions" => (true, DataRoutes.Resolutions(_world, request)),
        "/v2/user-stats" => (true, DataRoutes.UserStatistics(_world, request)),
        "/v2/prices-history" => (true, DataRoutes.Prices(_world, request)),
        "/prices-history" => (true, ClobRoutes.Prices(_world, request)),
        _ => (false, null),
    };

    private bool MayPass(string path)
    {
        var general = path is "/public-search" or "/markets" or "/sports" ? _gamma : path is "/prices-history" or "/batch-prices-history" ? null : _data;
        return (general?.TryEnter() ?? true) && (!_gates.TryGetValue(path, out var gate) || gate.TryEnter());
    }

    private static async Task WriteAsync(HttpContext context, int status, string json, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = $"{type}; charset=utf-8";
        var body = Encoding.UTF8.GetBytes(json);
        if (body.Length > 1000 && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await using (zip.ConfigureAwait(false))
            {
                await zip.WriteAsync(body).ConfigureAwait(false);
            }

            return;
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body).ConfigureAwait(false);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=elsewhere.invalid", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
