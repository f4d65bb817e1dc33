using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Bodies;

/// <summary>Reads counted bytes and lines from a request body.</summary>
internal sealed class PipeBytes(PipeReader reader)
{
    private const int MaxLineBytes = 8 * 1024;

    /// <summary>Hands over exactly <paramref name="count"/> bytes; fewer are an <c>IncompleteBody</c>.</summary>
    public async Task CopyAsync(long count, Action<ReadOnlySpan<byte>> sink, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer.Length > count ? result.Buffer.Slice(0, count) : result.Buffer;
            foreach (var segment in buffer)
            {
                sink(segment.Span);
            }

            count -= buffer.Length;
            reader.AdvanceTo(buffer.End);
            if (count > 0 && result.IsCompleted)
            {
                throw S3Errors.IncompleteBody;
            }
        }
    }

    /// <summary>The next line without its line end.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(result.Buffer.Slice(0, end));
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line.TrimEnd('\r');
            }

            var isEnd = result.IsCompleted || result.Buffer.Length > MaxLineBytes;
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (isEnd)
            {
                throw S3Errors.IncompleteBody;
            }
        }
    }
}
