namespace OssTransfer.Storage;

/// <summary>
/// Bytes are taken as they are stored. Something on the way (the service itself, a proxy, a gateway) may decode a body that is stored with a Content-Encoding,
/// or encode one that isn't: such a body is another one than the headers, sizes and digests speak of, and is refused with a message that says so.
/// </summary>
public static class ChangedOnTheWay
{
    /// <summary>What a failure of content says besides where the answer may have been made on the way: it looks like one that was cut.</summary>
    public const string Suspicion = "; it was cut, or " + Advice;

    private const string Advice =
        "something on the way (the service, a proxy, a gateway) decodes or encodes bodies; read the store where nothing does";

    /// <summary>The answer itself says so.</summary>
    public static StorageException Stated(string what, string how) => Failure($"{what}: {how}");

    /// <summary>Two sizes under one ETag.</summary>
    public static StorageException Sizes(long listed, long sent) => Failure($"the source lists {listed} bytes and sends {sent} under the same ETag");

    /// <summary>HEAD and GET name different codings.</summary>
    public static StorageException Codings(string? stored, string? sent) =>
        Failure($"the source holds the object with the Content-Encoding {stored ?? "none"} and sends it with {sent ?? "none"}");

    private static StorageException Failure(string what) => new(StorageErrorKind.Unsupported, $"{what}: {Advice}");
}
