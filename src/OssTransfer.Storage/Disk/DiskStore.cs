namespace OssTransfer.Storage.Disk;

/// <summary>A directory as a store: keys are the paths below it.</summary>
internal sealed class DiskStore : IObjectStore
{
    public DiskStore(DiskRoot root, NameCodec? codec, TimeProvider time)
    {
        var work = new BlockingWork();
        Reader = new DiskReader(root, codec, time);
        Writer = new DiskWriter(root, work);
        Multipart = new DiskMultipart(root, work, time);
    }

    public StoreTraits Traits { get; } = new()
    {
        Name = "disk",
        KeyOrder = KeyOrder.Utf8Bytes,
        ETag = ETagMeaning.Opaque,
        KeepsMetadata = false,
        MaxKeyBytes = DiskPath.MaxBytes,
        MaxPutBytes = 1L << 60,
        MinPartBytes = 1,
        MaxPartBytes = 1L << 60,
        MaxParts = 1_000_000,
        MaxObjectBytes = 1L << 60,
    };

    public IObjectReader Reader { get; }

    public IObjectWriter? Writer { get; }

    public IMultipartWriter? Multipart { get; }

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
