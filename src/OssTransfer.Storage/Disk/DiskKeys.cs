namespace OssTransfer.Storage.Disk;

/// <summary>Which keys a directory can hold.</summary>
public static class DiskKeys
{
    /// <summary>Why a directory can't hold the key, for people; null where it can.</summary>
    public static string? ProblemOf(ObjectKey key) => DiskPath.TryGet(key, out _, out var problem) ? null : problem;
}
