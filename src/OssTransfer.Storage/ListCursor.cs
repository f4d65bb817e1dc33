namespace OssTransfer.Storage;

/// <summary>
/// Where a listing goes on: opaque, durable, meaningful only to the store (and prefix) that made it.
/// </summary>
/// <param name="IsKey">The value is a key and the listing goes on with the first key greater than it.</param>
/// <param name="Value">A key, a marker, a byte offset.</param>
public readonly record struct ListCursor(bool IsKey, ReadOnlyMemory<byte> Value)
{
    /// <summary>After this (whole) key. Only for stores whose <see cref="StoreTraits.KeyOrder"/> is <see cref="KeyOrder.Utf8Bytes"/>.</summary>
    public static ListCursor After(ObjectKey key) => new(true, key.Memory);
}
