using System.Text;
using Microsoft.AspNetCore.Http;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>A store that says in its errors what it was asked with gives nothing of it away.</summary>
public sealed class EchoTests
{
    private const string Token = "FwoGZXIvYXdzEBYaDKm+token/of+the/session==0123456789abcdefghijklmnopqrstuvwxyz";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_that_a_store_echoes_are_masked_wherever_its_message_goes()
    {
        await using var bench = await Bench.StartAsync();
        await using var server = await WebServer.StartAsync(Cancel);
        var asked = new List<string>();
        server.Answers["/bucket/"] = async http =>
        {
            var headers = http.Request.Headers.Where(header => header.Key is not ("Host" or "x-amz-content-sha256")).ToList();
            asked.AddRange(headers.Where(header => header.Key == "Authorization").Select(header => header.Value.ToString()));
            http.Response.StatusCode = 403;
            http.Response.Headers["x-amz-request-id"] = headers.Single(header => header.Key == "x-amz-security-token").Value.ToString();
            await http.Response.WriteAsync(
                $"<Error><Code>AccessDenied</Code><Region>{new string('r', 5000)}</Region><Message>"
                + string.Join(", ", headers.OrderByDescending(header => header.Key).Select(header => $"{header.Key}: {header.Value}"))
                + "</Message></Error>",
                Cancel);
        };
        await bench.StartSiloAsync();
        var job = bench.Save(
            "echo.cfg",
            $"job-ID: echo\nsrc-filetype: s3file\nsrc-endpoint: {server.Url}\nsrc-bucketName: bucket\nsrc-accesskey: the-access-key\nsrc-secretkey: {Bench.Secret}\n"
            + $"src-session-token: {Token}\nsrc-addressing: path\ndes-filetype: diskfile\ndes-absolutepath: {bench.Destination}\nsync-enable-increment: False\n");

        var add = (await bench.RunAsync("add", job)).Expect(5);
        (await bench.RunAsync("add", job, "--no-probe")).Expect(0);
        await bench.UntilAsync("echo", view => !view.IsActive && view.Reason is not null);
        var status = (await bench.RunAsync("status", "echo")).Expect(0);
        (await bench.RunAsync("stop")).Expect(0);

        var files = string.Concat(
            Directory.EnumerateFiles(bench.Home, "*", SearchOption.AllDirectories).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        var signatures = asked.Select(value => value[(value.LastIndexOf('=') + 1)..]).ToList();
        Assert.NotEmpty(signatures);
        Assert.Contains("AccessDenied", add.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('r', 400), files, StringComparison.Ordinal);
        Assert.Contains("AccessDenied", status.Out, StringComparison.Ordinal);
        Assert.All([add.Out, add.Error, status.Out, files], text =>
        {
            for (var at = 0; at + 16 <= Token.Length; at++)
            {
                Assert.DoesNotContain(Token.Substring(at, 16), text, StringComparison.Ordinal);
            }

            Assert.All(signatures, signature => Assert.DoesNotContain(signature[..16], text, StringComparison.Ordinal));
        });
    }
}
