using OssTransfer.Storage;

namespace OssTransfer.World.Stores;

/// <summary>A version of an object.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ETag">As the bucket tells it.</param>
/// <param name="LastModified">By the bucket's clock, whole seconds.</param>
/// <param name="Metadata">Its headers.</param>
/// <param name="Writer">Who wrote it.</param>
/// <param name="VisibleAt">When listings show it.</param>
internal sealed record StoredObject(byte[] Content, string ETag, DateTimeOffset LastModified, ObjectMetadata Metadata, Writer Writer, TimeSpan VisibleAt)
{
    /// <summary>The same object to whoever compares content and headers.</summary>
    public bool IsLike(StoredObject other) =>
        Content.AsSpan().SequenceEqual(other.Content) && Metadata.ContentType == other.Metadata.ContentType
        && Metadata.User.OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(other.Metadata.User.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
