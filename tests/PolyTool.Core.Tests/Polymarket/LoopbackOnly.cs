namespace PolyTool.Core.Tests.Polymarket;

/// <summary>Lets no test reach anything but this machine.</summary>
internal sealed class LoopbackOnly(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri!.IsLoopback
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException($"A test asked for {request.RequestUri}, which is not this machine.");
}
