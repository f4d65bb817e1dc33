using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Probing;

/// <summary>Asks for the headers of objects, many at a time, and hands them on in order.</summary>
internal sealed class HeaderReader(IObjectReader reader, PreflightTally tally)
{
    private const int AtOnce = 32;
    private const int Batch = 1000;
    private readonly List<(ObjectKey Key, ObjectKey Source, long? Size)> _waiting = new(Batch);

    public async Task AddAsync(ObjectKey key, ObjectKey source, long? size, CancellationToken cancellationToken)
    {
        _waiting.Add((key, source, size));
        if (_waiting.Count == Batch)
        {
            await FlushAsync(cancellationToken);
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var answers = new (ObjectInfo? Info, StorageException? Error)[_waiting.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, answers.Length), options, async (i, token) => answers[i] = await AskAsync(_waiting[i].Source, token));
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Error is { } error)
            {
                tally.AddUnreadable(_waiting[i].Key, _waiting[i].Size, error);
            }
            else
            {
                tally.AddHeaders(_waiting[i].Key, _waiting[i].Size, answers[i].Info);
            }
        }

        _waiting.Clear();
    }

    private async Task<(ObjectInfo? Info, StorageException? Error)> AskAsync(ObjectKey source, CancellationToken cancellationToken)
    {
        try
        {
            return (await reader.HeadAsync(source, cancellationToken), null);
        }
        catch (StorageException e) when (!e.IsFatalForJob && e.Kind != StorageErrorKind.Unreachable)
        {
            return (null, e);
        }
    }
}
