using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PolyTool.FakePolymarket.Server;

/// <summary>Writes the answers that are none.</summary>
internal static class Faults
{
    private const int Gigabyte = 1 << 30;

    /// <summary>Whether the fault was written.</summary>
    public static async Task<bool> AnswerAsync(HttpContext context, Fault fault)
    {
        var response = context.Response;
        switch (fault)
        {
            case Fault.TooManyRequests:
            case Fault.TooManyRequestsNow:
                response.Headers.RetryAfter = fault == Fault.TooManyRequests ? "1" : "0";
                await TextAsync(response, 429, "application/json", """{"error":"rate limited","code":"rate_limited","retryable":true}""").ConfigureAwait(false);
                return true;
            case Fault.BareTooManyRequests:
                await TextAsync(response, 429, "text/plain", "error code: 1015").ConfigureAwait(false);
                return true;
            case Fault.Unavailable:
                await TextAsync(response, 503, "application/json", """{"error":"timed out","code":"request_timeout","retryable":true}""").ConfigureAwait(false);
                return true;
            case Fault.ServerError:
                await TextAsync(response, 500, "text/html", "<html>Internal Server Error</html>").ConfigureAwait(false);
                return true;
            case Fault.Forbidden:
                await TextAsync(response, 403, "text/html", "<html>Forbidden</html>").ConfigureAwait(false);
                return true;
            case Fault.NotFound:
                await TextAsync(response, 404, "text/plain", "404 page not found\n").ConfigureAwait(false);
                return true;
            case Fault.Text:
                await TextAsync(response, 200, "text/plain", "please wait").ConfigureAwait(false);
                return true;
            case Fault.Page:
                await TextAsync(response, 200, "text/html", "<html>Sorry, you have been blocked</html>").ConfigureAwait(false);
                return true;
            case Fault.Unavailable451:
                await TextAsync(response, 451, "text/html", "<html>Unavailable For Legal Reasons</html>").ConfigureAwait(false);
                return true;
            case Fault.BadJson:
                await TextAsync(response, 200, "application/json", """{"data":[{"token_id":"1""").ConfigureAwait(false);
                return true;
            case Fault.Broken:
                context.Abort();
                return true;
            case Fault.CutBody:
                response.ContentType = "application/json";
                response.ContentLength = 1000;
                await response.WriteAsync("""{"data":[""").ConfigureAwait(false);
                await response.Body.FlushAsync().ConfigureAwait(false);
                context.Abort();
                return true;
            case Fault.Hang:
                await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            case Fault.Redirect:
                response.Redirect("http://elsewhere.invalid/positions");
                return true;
            case Fault.Huge:
                response.ContentType = "application/json";
                response.ContentLength = Gigabyte;
                await response.WriteAsync("[").ConfigureAwait(false);
                await response.Body.FlushAsync().ConfigureAwait(false);
                await Task.Delay(TimeSpan.FromSeconds(10), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Abort();
                return true;
            case Fault.HugeUnannounced:
                response.ContentType = "application/json";
                await GigabyteAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
                return true;
            case Fault.ManyRows:
                await ManyRowsAsync(response).ConfigureAwait(false);
                return true;
            case Fault.BadGzip:
            case Fault.BadBrotli:
                response.Headers.ContentEncoding = fault == Fault.BadGzip ? "gzip" : "br";
                await TextAsync(response, 200, "application/json", """{"data":[],"pagination":{"has_more":false}}""").ConfigureAwait(false);
                return true;
            case Fault.NotUtf8:
                response.ContentType = "application/json";
                await response.Body.WriteAsync(Encoding.Latin1.GetBytes("""{"data":{"proxy_wallet":"é"}}""")).ConfigureAwait(false);
                return true;
            case Fault.GzipBomb:
                await BombAsync(response).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private static async Task ManyRowsAsync(HttpResponse response)
    {
        const int Blocks = 1000;
        var rows = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{},", 20_000)));
        response.ContentType = "application/json";
        await response.WriteAsync("""{"data":[""").ConfigureAwait(false);
        for (var i = 0; i < Blocks && !response.HttpContext.RequestAborted.IsCancellationRequested; i++)
        {
            await response.Body.WriteAsync(rows, CancellationToken.None).ConfigureAwait(false);
        }

        await response.WriteAsync("{}]}").ConfigureAwait(false);
    }

    private static async Task BombAsync(HttpResponse response)
    {
        response.ContentType = "application/json";
        response.Headers.ContentEncoding = "gzip";
        var zip = new GZipStream(response.Body, CompressionLevel.Fastest);
        await using (zip.ConfigureAwait(false))
        {
            await GigabyteAsync(zip, response.HttpContext.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task GigabyteAsync(Stream body, CancellationToken aborted)
    {
        var spaces = new byte[1 << 20];
        Array.Fill(spaces, (byte)' ');
        for (var i = 0; i < Gigabyte / spaces.Length && !aborted.IsCancellationRequested; i++)
        {
            await body.WriteAsync(spaces, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static Task TextAsync(HttpResponse response, int status, string type, string body)
    {
        response.StatusCode = status;
        response.ContentType = type;
        return response.WriteAsync(body);
    }
}
