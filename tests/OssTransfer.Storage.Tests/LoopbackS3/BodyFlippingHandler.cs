namespace OssTransfer.Storage.Tests.LoopbackS3;

/// <summary>Changes one byte near the middle of every request body after it was signed, as bad hardware on the way would.</summary>
internal sealed class BodyFlippingHandler : DelegatingHandler
{
    public BodyFlippingHandler()
        : base(new SocketsHttpHandler())
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            var body = await content.ReadAsByteArrayAsync(cancellationToken);
            body[body.Length / 2] ^= 1;
            var changed = new ByteArrayContent(body);
            foreach (var header in content.Headers)
            {
                changed.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            request.Content = changed;
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
