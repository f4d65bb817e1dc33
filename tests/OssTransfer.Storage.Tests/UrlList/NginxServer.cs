using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OssTransfer.Storage.Tests.Disk;

namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>Debian's nginx over a directory of its own, with the habits that servers have, a location each.</summary>
public sealed class NginxServer : IAsyncLifetime
{
    private const string Program = "/usr/sbin/nginx";

    private readonly TestDirectory _directory = new();
    private Process? _process;

    public int Port { get; private set; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Where files lie that are served.</summary>
    public string Root => Path.Combine(_directory.Path, "www");

    public static void SkipWhereMissing() => Assert.SkipUnless(File.Exists(Program), "Debian's nginx-light is not installed.");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
        {
            return;
        }

        Directory.CreateDirectory(Root);
        for (var tries = 1; _process is null; tries++)
        {
            Port = FreePort();
            _process = await StartAsync()
                ?? (tries < 5 ? null : throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(_directory.Path, "error.log"))));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _directory.Dispose();
    }

    /// <summary>Writes a file beneath the root; a second ago and more, so that its time is not that of the answer.</summary>
    public async Task WriteAsync(string path, byte[] content)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, content);
        File.SetLastWriteTimeUtc(file, new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<Process?> StartAsync()
    {
        var file = Path.Combine(_directory.Path, "nginx.conf");
        await File.WriteAllTextAsync(file, Configuration());
        var process = Process.Start(
            new ProcessStartInfo(Program, ["-c", file, "-e", Path.Combine(_directory.Path, "error.log")]) { RedirectStandardError = true })!;
        while (!process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return process;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }

        process.Dispose();
        return null;
    }

    private string Configuration() => $$"""
        worker_processes 1; daemon off; master_process off; pid {{_directory.Path}}/pid; error_log {{_directory.Path}}/error.log;
        events { worker_connections 512; }
        http {
          access_log off; default_type application/octet-stream; types { text/html html; text/css css; } absolute_redirect off;
          client_body_temp_path {{_directory.Path}}/b; proxy_temp_path {{_directory.Path}}/p; fastcgi_temp_path {{_directory.Path}}/f;
          uwsgi_temp_path {{_directory.Path}}/u; scgi_temp_path {{_directory.Path}}/s;
          server {
            listen 127.0.0.1:{{Port}}; root {{Root}};
            location / { try_files $uri =404; }
            location /gzip/ { alias {{Root}}/; gzip on; gzip_types *; gzip_min_length 1; }
            location /encoded/ { alias {{Root}}/; add_header Content-Encoding gzip; }
            location /whole/ { alias {{Root}}/; max_ranges 0; }
            location /dated/ { alias {{Root}}/; etag off; }
            location /headers/ {
              alias {{Root}}/; add_header Cache-Control "no-cache, max-age=7"; add_header Content-Disposition "attachment; filename*=UTF-8''%E6%96%87";
              add_header Content-Language zh-CN; add_header Expires "Thu, 01 Dec 2033 16:00:00 GMT"; add_header X-Amz-Meta-Own value;
            }
            location /get-only/ { alias {{Root}}/; if ($request_method = HEAD) { return 405; } }
            location /signed/ { alias {{Root}}/; if ($request_method = HEAD) { return 403; } }
            location /moved/ { rewrite ^/moved/(.*)$ /$1 permanent; }
            location /loop { return 302 /loop; }
            location /hops/ { rewrite ^/hops/0/(.*)$ /$1 last; rewrite ^/hops/1/(.*)$ /hops/0/$1 redirect; rewrite ^/hops/2/(.*)$ /hops/1/$1 redirect; return 404; }
            location /gone { return 410; }
            location /forbidden { return 403; }
            location /login { return 401; }
            location /busy { add_header Retry-After 7 always; return 429; }
            location /down { return 503; }
            location /broken { return 500; }
            location /slow/ { alias {{Root}}/; limit_rate 2000; }
          }
        }
        """;
}
