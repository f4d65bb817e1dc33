using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class DuplexPipeStreamTests
{
    private const int Rounds = 400;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tls_over_it_carries_large_messages_both_ways_at_once()
    {
        using var certificate = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        var (there, back) = (new Pipe(), new Pipe());
        await using var server = new SslStream(new DuplexPipeStream(new Ends(there.Reader, back.Writer)));
        await using var client = new SslStream(new DuplexPipeStream(new Ends(back.Reader, there.Writer)));
        await Task.WhenAll(
            server.AuthenticateAsServerAsync(new() { ServerCertificate = certificate, EnabledSslProtocols = SslProtocols.Tls13 }, Cancel),
            client.AuthenticateAsClientAsync(new() { TargetHost = "test", RemoteCertificateValidationCallback = (_, remote, _, _) => remote!.GetRawCertData().AsSpan().SequenceEqual(certificate.RawData) }, Cancel));

        // The first that fails ends the test: the others may wait for it for ever.
        await foreach (var end in Task.WhenEach(SendAsync(server, 1), ReceiveAsync(client, 1), SendAsync(client, 2), ReceiveAsync(server, 2)))
        {
            await end;
        }
    }

    // As a connection between silos does it: a pipe over the stream, messages written in pieces and flushed.
    private static async Task SendAsync(Stream stream, int seed)
    {
        var random = new Random(seed);
        var writer = PipeWriter.Create(stream, new(leaveOpen: true));
        for (var i = 0; i < Rounds; i++)
        {
            var bytes = new byte[random.Next(1, 200_000)];
            random.NextBytes(bytes);
            await writer.WriteAsync(bytes, Cancel);
        }
    }

    private static async Task ReceiveAsync(Stream stream, int seed)
    {
        var random = new Random(seed);
        var reader = PipeReader.Create(stream, new(leaveOpen: true));
        for (var i = 0; i < Rounds; i++)
        {
            var expected = new byte[random.Next(1, 200_000)];
            random.NextBytes(expected);
            var read = await reader.ReadAtLeastAsync(expected.Length, Cancel);
            var actual = new byte[expected.Length];
            var taken = read.Buffer.Slice(0, expected.Length);
            System.Buffers.BuffersExtensions.CopyTo(taken, actual);
            reader.AdvanceTo(taken.End);
            Assert.Equal(expected, actual);
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
