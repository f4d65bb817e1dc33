using System.Runtime.CompilerServices;
using OssTransfer.Storage;
using OssTransfer.Testing;

namespace OssTransfer.Transfer.Tests;

/// <summary>A source that is asked and does not answer until it is told to.</summary>
internal sealed class SilentStore : IObjectStore, IObjectReader
{
    private readonly MemoryStore _memory = new();
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A request ends when it is cancelled; otherwise it waits as for a kernel whose disk is gone.</summary>
    public bool HearsStop { get; init; }

    /// <summary>It was asked for something.</summary>
    public Task Asked => _asked.Task;

    /// <summary>A listing of it was closed.</summary>
    public Task Closed => _closed.Task;

    public StoreTraits Traits => _memory.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public IAclReader? Acls => null;

    public TimeSpan? ClockOffset => null;

    /// <summary>Answers all that was and will be asked.</summary>
    public void Answer() => _answer.TrySetResult();

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await AnswerAsync(cancellationToken);
            yield return new([], null);
        }
        finally
        {
            _closed.TrySetResult();
        }
    }

    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        return null;
    }

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        throw new StorageException(StorageErrorKind.NotFound, "it has nothing");
    }

    public ValueTask DisposeAsync() => _memory.DisposeAsync();

    private Task AnswerAsync(CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        return HearsStop ? _answer.Task.WaitAsync(cancellationToken) : _answer.Task;
    }
}
