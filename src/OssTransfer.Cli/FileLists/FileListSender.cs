using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Sorting;

namespace OssTransfer.Cli.FileLists;

/// <summary>
/// Sends a job's file list: sorted here, so that the silo can merge it with what it remembers, then chunk by chunk. The job works meanwhile.
/// </summary>
internal sealed class FileListSender(IJobClient client, Shell shell, bool quiet)
{
    private const int ChunkObjects = 10_000;
    private const int ChunkBytes = 1 << 20;

    /// <summary>Sends a list; what an earlier call had sent of it already is not sent again.</summary>
    /// <exception cref="CliException">It can't be read, or the job doesn't take it now.</exception>
    public async Task SendAsync(string jobId, JobSpec spec, OpenFileList list, CancellationToken cancellationToken)
    {
        using var sorter = FileListSorter.Create();
        await FileListProgressView.RunAsync(shell, quiet, async show =>
        {
            var (digest, lines) = await ReadAsync(spec, list, sorter, show, cancellationToken);
            var begun = Taken(jobId, await client.BeginListAsync(jobId, digest, cancellationToken));
            if (!begun.IsComplete)
            {
                await SendAsync(jobId, digest, begun.Next, sorter, lines, show, cancellationToken);
            }
        });
    }

    private static async Task<(string Digest, long Lines)> ReadAsync(
        JobSpec spec, OpenFileList list, PieceSorter<FileListObject> sorter, Action<string, long, long> show, CancellationToken cancellationToken)
    {
        var lines = 0L;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes(FileListRules.NameOf(spec)));
        await using var stream = new DigestStream(list.Content, digest);
        using var reader = list.Reader(spec, stream);
        while (await reader.FillAsync(cancellationToken))
        {
            while (reader.TryRead(out var entry))
            {
                sorter.Add(FileListObject.Of(entry));
                lines++;
            }

            show("reading the file list", list.Content.Position, list.Content.Length);
        }

        return (Convert.ToHexStringLower(digest.GetHashAndReset()), lines);
    }

    private async Task SendAsync(
        string jobId, string digest, int next, PieceSorter<FileListObject> sorter, long lines, Action<string, long, long> show,
        CancellationToken cancellationToken)
    {
        var (number, sent) = (0, 0L);
        var chunk = new List<FileListObject>(ChunkObjects);
        var bytes = 0;
        foreach (var one in FileListDuplicates.Resolve(sorter.Read()))
        {
            if (chunk.Count == ChunkObjects || bytes >= ChunkBytes)
            {
                await PutAsync(isLast: false);
            }

            chunk.Add(one);
            bytes += one.Key.Length + one.Source.Length;
        }

        await PutAsync(isLast: true);

        async Task PutAsync(bool isLast)
        {
            // What is there already is cut in the same way, so it needs only be counted.
            if (number >= next || isLast)
            {
                Taken(jobId, await client.AddListChunkAsync(jobId, digest, number, isLast, FileListCodec.Encode(chunk), cancellationToken));
            }

            sent += chunk.Count;
            number++;
            chunk.Clear();
            bytes = 0;
            show("sending the file list", sent, lines);
        }
    }

    private static FileListProgress Taken(string jobId, FileListProgress answer) => answer.IsTaken
        ? answer
        : throw new CliException(answer.Code, string.Create(CultureInfo.InvariantCulture, $"The list of '{jobId}' was not taken: {answer.Message}."));
}
