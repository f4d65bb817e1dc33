namespace OssTransfer.Jobs.Machines;

/// <summary>What a machine sees of one entry of a directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>file</c>, <c>directory</c>, or empty where there is none of that name.</param>
/// <param name="Bytes">A file's size.</param>
/// <param name="ModifiedTicks">A file's time, UTC.</param>
public sealed record DirectoryEntry(string Name, string Kind, long Bytes, long ModifiedTicks)
{
    /// <summary>It is there.</summary>
    public bool IsThere => Kind.Length > 0;
}
