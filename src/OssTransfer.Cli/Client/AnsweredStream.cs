using OssTransfer.Contracts;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Client;

/// <summary>A part of an answer; where it breaks off that is a <see cref="CliException"/>, so that it isn't taken for an error of a file.</summary>
/// <param name="body">The part; stays open.</param>
/// <param name="brokenOff">What is said then.</param>
internal sealed class AnsweredStream(Stream body, string brokenOff) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new CliException(ExitCode.Error, brokenOff);
        }
    }
}
