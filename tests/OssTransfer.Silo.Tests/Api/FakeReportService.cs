using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>Reports as a test gives them, for every job; null content: it breaks off there.</summary>
public sealed class FakeReportService : IReportService
{
    public List<(string Name, byte[]? Content)> Files { get; } = [];

    public List<(string JobId, ObjectKey Key)> Asked { get; } = [];

    public Task<Func<IReportSink, CancellationToken, Task>?> ReportAsync(string jobId, CancellationToken cancellationToken) =>
        Task.FromResult<Func<IReportSink, CancellationToken, Task>?>(async (sink, token) =>
        {
            foreach (var (name, content) in Files)
            {
                async Task WriteAsync(Stream stream)
                {
                    // More than waits on the way to a reader, so that it has begun to read.
                    await stream.WriteAsync(content ?? new byte[32 << 20], token);
                    await stream.FlushAsync(token);
                    if (content is null)
                    {
                        throw new InvalidDataException("a shard is missing");
                    }
                }

                await sink.WriteAsync(name, WriteAsync, token);
            }
        });

    public Task<KeyExplanation?> ExplainAsync(string jobId, ObjectKey key, CancellationToken cancellationToken)
    {
        Asked.Add((jobId, key));
        return Task.FromResult<KeyExplanation?>(new() { JobId = jobId, Key = key.ToString(), SyncCompare = "auto", SyncOverwrite = "safe", Passes = [] });
    }
}
