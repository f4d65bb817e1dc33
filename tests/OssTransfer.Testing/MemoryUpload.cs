using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class MemoryUpload(string id, WriteTarget target, DateTimeOffset initiated)
{
    public string Id => id;

    public WriteTarget Target => target;

    public DateTimeOffset Initiated => initiated;

    public SortedDictionary<int, (UploadedPart Part, byte[] Content)> Parts { get; } = [];
}
