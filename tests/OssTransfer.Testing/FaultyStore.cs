using OssTransfer.Storage;

namespace OssTransfer.Testing;

/// <summary>
/// A store that fails as it is told. Each fault names an operation and, if wanted, a key; <c>skip</c> lets that many matching calls pass first,
/// <c>times</c> says how many are hit (default 1, <see cref="Always"/> for all). A call meets at most one fault, the first that matches.
/// For listings the key is the prefix and every page is a call; Initiate, Complete and Abort go by their object's key.
/// </summary>
public sealed class FaultyStore(IObjectStore inner) : IObjectStore
{
    /// <summary>For <c>times</c>: every call from then on.</summary>
    public const int Always = int.MaxValue;

    private readonly FaultScript _script = new();

    /// <summary>The store behind it.</summary>
    public IObjectStore Inner => inner;

    /// <inheritdoc/>
    public StoreTraits Traits => inner.Traits;

    /// <inheritdoc/>
    public IObjectReader Reader => new FaultyReader(inner.Reader, _script);

    /// <inheritdoc/>
    public IObjectWriter? Writer => inner.Writer is { } writer ? new FaultyWriter(writer, _script) : null;

    /// <inheritdoc/>
    public IMultipartWriter? Multipart => inner.Multipart is { } multipart ? new FaultyMultipart(multipart, _script) : null;

    /// <inheritdoc/>
    public IObjectCopier? Copier => inner.Copier is { } copier ? new FaultyCopier(copier, _script) : null;

    /// <inheritdoc/>
    public IAclReader? Acls => inner.Acls is { } acls ? new FaultyAcls(acls, _script) : null;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => inner.ClockOffset;

    /// <summary>Faults that still have calls to hit: 0 shows that a test's script was played to its end.</summary>
    public int FaultsLeft => _script.Left;

    /// <summary>Fails before anything reaches the store.</summary>
    public FaultyStore Before(StoreOperation operation, StorageErrorKind kind, ObjectKey? key = null, int skip = 0, int times = 1) =>
        Before(operation, Failure(operation, kind), key, skip, times);

    /// <summary>Fails with this exception before anything reaches the store.</summary>
    public FaultyStore Before(StoreOperation operation, Exception exception, ObjectKey? key = null, int skip = 0, int times = 1) =>
        Add(new(FaultKind.Before, operation, key, skip, times) { Exception = exception });

    /// <summary>Does the work, then fails: the answer was lost.</summary>
    public FaultyStore After(
        StoreOperation operation, StorageErrorKind kind = StorageErrorKind.Transient, ObjectKey? key = null, int skip = 0, int times = 1) =>
        Add(new(FaultKind.After, operation, key, skip, times) { Exception = Failure(operation, kind) });

    /// <summary>
    /// Cuts a body after that many bytes. Open: the content throws <see cref="StorageErrorKind.Transient"/> there.
    /// Put and UploadPart: the body is read that far, nothing is stored, <see cref="StorageErrorKind.Transient"/>.
    /// </summary>
    public FaultyStore CutBody(StoreOperation operation, long afterBytes, ObjectKey? key = null, int skip = 0, int times = 1) =>
        Add(new(FaultKind.Cut, operation, key, skip, times) { CutAfter = afterBytes });

    /// <summary>Does the work and answers with an ETag of something else: Put, UploadPart, Complete, Copy, Head.</summary>
    public FaultyStore WrongETag(StoreOperation operation, ObjectKey? key = null, int skip = 0, int times = 1) =>
        Add(new(FaultKind.WrongETag, operation, key, skip, times));

    /// <summary>
    /// One byte changes. Put and UploadPart: the store keeps the damaged body and its ETag tells (no Content-MD5 is checked). Open:
    /// the content comes out damaged.
    /// For rot that no ETag tells use <see cref="MemoryStore.Rot"/>.
    /// </summary>
    public FaultyStore Damage(StoreOperation operation, ObjectKey? key = null, int skip = 0, int times = 1) =>
        Add(new(FaultKind.Damage, operation, key, skip, times));

    /// <summary>Holds the next matching call until the gate is released, before anything reaches the store.</summary>
    public FaultGate Hold(StoreOperation operation, ObjectKey? key = null, int skip = 0)
    {
        var gate = new FaultGate();
        _script.Add(new(FaultKind.Gate, operation, key, skip, 1) { Gate = gate });
        return gate;
    }

    /// <summary>Forgets all faults.</summary>
    public void Heal() => _script.Clear();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static StorageException Failure(StoreOperation operation, StorageErrorKind kind) => new(kind, $"{operation} fails as the test asked");

    private FaultyStore Add(Fault fault)
    {
        _script.Add(fault);
        return this;
    }
}
