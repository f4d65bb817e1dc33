namespace OssTransfer.Storage;

/// <summary>The line of a user's list that an entry comes from.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Relative">The key under the destination's prefix, which for a URL does not follow from the source's key.</param>
/// <param name="Size">Bytes as the line says; null where it doesn't.</param>
public sealed record ListLine(long Number, ObjectKey Relative, long? Size)
{
    /// <summary>The MD5 of the content as the line says, 32 hex digits; null where it doesn't.</summary>
    public string? Md5 { get; init; }

    /// <summary>The entry is what an inventory said, and nobody has asked the source yet.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>What is wrong with it, for people, where <see cref="ObjectEntry.Problem"/> is one of a line; else null.</summary>
    public string? Problem { get; init; }
}
