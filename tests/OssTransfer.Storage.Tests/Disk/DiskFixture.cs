using OssTransfer.Storage.Disk;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>What the conformance classes need to know of a disk.</summary>
internal static class DiskFixture
{
    public static Task<OpenedStore> OpenAsync()
    {
        var directory = new TestDirectory();
        var store = DiskStoreFactory.Create(new() { Root = directory.Path }, TimeProvider.System);
        return Task.FromResult(new OpenedStore(store, () =>
        {
            directory.Dispose();
            return ValueTask.CompletedTask;
        }));
    }

    /// <summary>Said in words of its own, so that the store's rule is held against another.</summary>
    public static string? CannotHold(ObjectKey key)
    {
        var segments = key.ToString().Split('/');
        return segments.Any(segment => segment is "" or "." or "..") ? "A path has no empty, '.' or '..' segments." : null;
    }

    public static string? CannotHoldTogether(ObjectKey one, ObjectKey other)
    {
        var slash = ObjectKey.From("/");
        return one.StartsWith(other.Append(slash)) || other.StartsWith(one.Append(slash)) ? "A name is a file or a directory, not both." : null;
    }
}
