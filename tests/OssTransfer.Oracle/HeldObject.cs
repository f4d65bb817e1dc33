namespace OssTransfer.Oracle;

/// <summary>An object as a place holds it.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Md5">Of the bytes themselves, in lower case.</param>
/// <param name="Headers">What belongs to it beside its bytes; null where the place carries nothing of the kind.</param>
/// <param name="Written">When it was written last; null where that doesn't matter.</param>
public sealed record HeldObject(long Size, string Md5, IReadOnlyDictionary<string, string>? Headers = null, DateTimeOffset? Written = null);
