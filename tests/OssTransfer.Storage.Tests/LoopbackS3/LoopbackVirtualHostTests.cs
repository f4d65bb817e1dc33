using System.Net.Sockets;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.LoopbackS3;

public sealed class LoopbackVirtualHostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bucket_may_stand_in_the_host_name()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["host-bucket"] }, Cancel);
        using var handler = ToServer(server);
        using var client = Aws.Client(server, handler: handler, virtualHostUrl: $"http://s3.local:{server.Url.Port}");

        await client.PutObjectAsync(new() { BucketName = "host-bucket", Key = "/lead//x", ContentBody = "body" }, Cancel);
        using var got = await client.GetObjectAsync("host-bucket", "/lead//x", Cancel);

        Assert.Equal(["/lead//x"], server.Buckets["host-bucket"].Keys);
        Assert.Equal("body"u8.ToArray(), await LoopbackServerTests.ReadAsync(got));
        Assert.Equal($"host-bucket.s3.local:{server.Url.Port}", server.Requests.All[0].Headers["Host"]);
    }

    /// <summary>The name is nowhere in the DNS, so every connection goes to the server at hand.</summary>
    private static SocketsHttpHandler ToServer(LoopbackServer server) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server.Url.Host, server.Url.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
