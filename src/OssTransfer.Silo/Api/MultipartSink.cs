using System.Text;
using Microsoft.Net.Http.Headers;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Silo.Api;

/// <summary>Files as the parts of a <c>multipart/mixed</c> body. One that breaks off has no last boundary.</summary>
internal sealed class MultipartSink(Stream body, string boundary) : IReportSink
{
    public async Task WriteAsync(string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        await WriteAsync($"--{boundary}\r\n{HeaderNames.ContentDisposition}: {disposition}\r\n\r\n", cancellationToken);
        await write(body);
        await WriteAsync("\r\n", cancellationToken);
    }

    // The receiver of the files has no earlier ones here.
    public IAsyncEnumerable<string> EarlierAsync(string name, CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    public Task EndAsync(CancellationToken cancellationToken) => WriteAsync($"--{boundary}--\r\n", cancellationToken);

    private Task WriteAsync(string text, CancellationToken cancellationToken) => body.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).AsTask();
}
