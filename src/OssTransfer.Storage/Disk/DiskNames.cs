namespace OssTransfer.Storage.Disk;

internal static class DiskNames
{
    /// <summary>The paths that a key may stand for; without a codec it stands for itself.</summary>
    public static IEnumerable<ObjectKey> Candidates(ObjectKey key, NameCodec? codec) => codec is null ? [key] : codec.Candidates(key);
}
