using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Unicode;
using PolyTool.Core.Failures;

namespace PolyTool.Core.Polymarket.Api;

/// <summary>Sends a request once, and says in one of our failures why there is no answer.</summary>
internal sealed class AttemptSender(HttpMessageInvoker http, ApiClientOptions options, AnswerRoom room, TimeProvider time)
{
    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest request, Func<byte[], T> parse, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            using var message = new HttpRequestMessage(request.Json is null ? HttpMethod.Get : HttpMethod.Post, request.AddressAt(options.Addresses))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            };
            if (request.Json is { } json)
            {
                message.Content = new ByteArrayContent(json);
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            message.Headers.TryAddWithoutValidation("Accept", "application/json");
            message.Headers.TryAddWithoutValidation("User-Agent", "PolyTool");
            using var response = await SendAsync(message, limit.Token).ConfigureAwait(false);
            Check(request.Route, response);
            using var share = room.Open();
            var body = await AnswerReader.ReadAsync(request.Route, response, options.LargestAnswer, share, limit.Token).ConfigureAwait(false);
            if (IsPage(body))
            {
                throw Refused(request.Route, response, "a web page in place of data");
            }

            return new ApiAnswer<T>(Parse(request.Route, response, body, parse), body);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException(ApiFailure.TimedOut, request.Route, "no complete answer within the time limit. Try again later.", cause: e);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            throw new ApiException(ApiFailure.CertificateInvalid, request.Route, $"the certificate of {request.AddressAt(options.Addresses).Host} is not valid for it. Check the address, or the proxy between.", cause: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            throw new ApiException(ApiFailure.Unreachable, request.Route, "the connection failed or broke off. Check the network and the address.", cause: e);
        }
    }

    /// <summary>Asks for a host's root, once. What the root is does not matter, so nothing of it is read.</summary>
    public async Task<RootWord> AskRootAsync(ApiHost host, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, options.Addresses.Of(host).GetLeftPart(UriPartial.Path));
            using var response = await SendAsync(message, limit.Token).ConfigureAwait(false);
            return (int)response.StatusCode >= 500 ? RootWord.Nothing
                : response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.UnavailableForLegalReasons || IsPage(response) ? RootWord.Refused
                : RootWord.Something;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return RootWord.Nothing;
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        // An HttpMessageInvoker hands the body over unread, so the cap can stop it.
        http.SendAsync(message, cancellationToken);

    private void Check(ApiRoute route, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var trace = AnswerReader.TraceId(response);
        var failure = status switch
        {
            200 => (ApiFailure?)null,
            429 => ApiFailure.RateLimited,
            401 => ApiFailure.Unauthorized,
            403 or 451 => ApiFailure.Refused,
            404 or 410 => ApiFailure.NotFound,
            >= 300 and < 400 => ApiFailure.Redirected,
            _ => ApiFailure.HttpStatus,
        };
        if (failure == ApiFailure.Refused)
        {
            throw Refused(route, response, status == 451 ? "HTTP 451, unavailable for legal reasons" : $"HTTP {status}");
        }

        if (failure is { } kind)
        {
            var detail = kind == ApiFailure.Redirected
                ? $"HTTP {status}: the service points to another address ({VisibleText.Of(Credentials.Hide(response.Headers.Location?.ToString() ?? "none given"), 200)}); redirects are not followed."
                : $"HTTP {status}.";
            throw new ApiException(kind, route, detail, status, trace, RetryAfter(response));
        }

        // The networks in front of the services answer whom they keep out with a page; so do hotels and companies.
        if (IsPage(response))
        {
            throw Refused(route, response, "a web page in place of data");
        }

        if (response.Content.Headers.ContentType?.MediaType is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(ApiFailure.Malformed, route, $"the answer is {type} where JSON belongs.", status, trace);
        }
    }

    // No key is needed for anything that a scan reads, so it is never one that is missing.
    private ApiException Refused(ApiRoute route, HttpResponseMessage response, string how) => new(
        ApiFailure.Refused,
        route,
        $"{options.Addresses.Of(route.Host).Host} refuses access: {how}. It is the place or the address that this computer asks from, not the program: some countries, data centres and VPNs are kept out. Try another network, and Test-PolymarketApi to see which hosts answer.",
        (int)response.StatusCode,
        AnswerReader.TraceId(response));

    private static bool IsPage(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";

    // No JSON begins like this.
    private static bool IsPage(ReadOnlySpan<byte> body)
    {
        var text = body is [0xEF, 0xBB, 0xBF, ..] ? body[3..] : body;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is not { } given ? null : given < TimeSpan.Zero ? TimeSpan.Zero : given > options.LongestDelay ? options.LongestDelay : given;
    }

    private static T Parse<T>(ApiRoute route, HttpResponseMessage response, byte[] body, Func<byte[], T> parse)
    {
        // JSON readers look at texts only when they are asked for, and then fail in ways of their own.
        if (!Utf8.IsValid(body))
        {
            throw new ApiException(ApiFailure.Malformed, route, "the answer is not UTF-8.", (int)response.StatusCode, AnswerReader.TraceId(response));
        }

        try
        {
            return parse(body);
        }
        catch (JsonException e)
        {
            throw new ApiException(ApiFailure.Malformed, route, $"the answer does not have the expected shape at {e.Path ?? "its start"} (line {(e.LineNumber ?? 0) + 1}).", (int)response.StatusCode, AnswerReader.TraceId(response), cause: e);
        }
    }
}
