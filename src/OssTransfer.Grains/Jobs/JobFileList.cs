using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Takes a job's file list in, chunk by chunk: a chunk's row is durable before the state that counts it.
/// The decisions are those of <see cref="FileListTransitions"/>.
/// </summary>
internal sealed class JobFileList(JobKeeper keeper, JobEnvironment environment)
{
    private const int ForgottenAtOnce = 16;

    private static readonly FileListProgress NoJob = new() { Code = ExitCode.NotAllowed, Message = "there is no such job" };

    /// <summary>A list of this content is to come, or goes on where it was broken off.</summary>
    public async Task<FileListProgress> BeginAsync(string digest)
    {
        if (keeper.State is not { } state)
        {
            return NoJob;
        }

        if (FileListTransitions.Refusal(state, digest) is { } refusal)
        {
            return Step(ExitCode.NotAllowed, $"job {state.JobId} {refusal}");
        }

        keeper.Change(FileListTransitions.Begin(state, digest));
        await keeper.FlushAsync();
        await ForgetPastAsync();
        return Step(ExitCode.Done, $"the list of job {state.JobId} may come");
    }

    /// <summary>Stores the next chunk. One that is there already is only answered.</summary>
    public async Task<FileListProgress> AddAsync(string digest, int number, bool isLast, byte[] chunk)
    {
        if (keeper.State is not { } before)
        {
            return NoJob;
        }

        if (!FileListTransitions.Accepts(before, digest, number))
        {
            return before.FileList?.Digest == digest
                ? Step(ExitCode.Done, $"job {before.JobId} has that part of its list")
                : Step(ExitCode.NotAllowed, $"job {before.JobId} waits for no such list; send it from its beginning");
        }

        IReadOnlyList<FileListObject> objects;
        try
        {
            objects = FileListCodec.Decode(chunk);
        }
        catch (InvalidDataException exception)
        {
            return Step(ExitCode.Usage, exception.Message);
        }

        if (!FileListTransitions.Continues(before, objects))
        {
            return Step(ExitCode.Usage, "this part of the list does not go on where it ended: it has other content than its beginning; send it again");
        }

        if (objects.Count > 0)
        {
            var shard = ShardId.Chunk(before.FileList!.Generation, number);
            await environment.Shards(before.Incarnation).PutAsync(shard, chunk);
        }

        // Another call may have stored the same meanwhile.
        if (keeper.State is { } state && FileListTransitions.Accepts(state, digest, number))
        {
            keeper.Change(FileListTransitions.Add(state, objects.Count, objects.Count > 0 ? objects[^1].Key : null, isLast));
            await keeper.FlushAsync();
        }

        return Step(ExitCode.Done, $"job {before.JobId} has the list up to part {number}");
    }

    private async Task ForgetPastAsync()
    {
        if (keeper.State is not { PastLists: { Length: > 0 } past } before)
        {
            return;
        }

        var shards = environment.Shards(before.Incarnation);
        var chunks = past.SelectMany(list => Enumerable.Range(0, list.Chunks).Select(number => ShardId.Chunk(list.Generation, number)));
        foreach (var some in chunks.Chunk(ForgottenAtOnce))
        {
            await shards.ForgetAsync(some, CancellationToken.None);
        }

        if (keeper.State is { } state)
        {
            keeper.Change(state with { PastLists = state.PastLists.RemoveRange(past) });
        }
    }

    private FileListProgress Step(ExitCode code, string message) =>
        new() { Code = code, Message = message, Next = keeper.State?.FileList?.Chunks ?? 0, IsComplete = keeper.State?.FileList?.IsComplete ?? false };
}
