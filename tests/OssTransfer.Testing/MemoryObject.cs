using OssTransfer.Storage;

namespace OssTransfer.Testing;

/// <summary>An object as <see cref="MemoryStore"/> holds it.</summary>
/// <param name="Content">The bytes; never changed in place.</param>
/// <param name="Info">What HEAD says.</param>
/// <param name="Acl">As asked for at the write.</param>
public sealed record MemoryObject(byte[] Content, ObjectInfo Info, string? Acl);
