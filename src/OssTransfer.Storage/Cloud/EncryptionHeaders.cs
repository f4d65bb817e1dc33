using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>How an answer says that objects are encrypted: with which keys an ETag stops saying something of the content.</summary>
internal static class EncryptionHeaders
{
    private const string Encryption = "server-side-encryption";
    private const string CustomerKey = "server-side-encryption-customer-";

    /// <summary>
    /// The answer's ETags are no digests of the content: its object, upload or part is encrypted with a key of a key service or of the customer.
    /// </summary>
    public static bool HideContent(CloudAnswer answer, CloudDialect dialect) =>
        IsKeyService(answer.Header(dialect.HeaderPrefix + Encryption)) || answer.Header(dialect.HeaderPrefix + CustomerKey + "algorithm") is not null;

    /// <summary>Whether a header says so.</summary>
    /// <param name="name">Without the vendor's prefix.</param>
    /// <param name="value">As it came.</param>
    public static bool HideContent(ReadOnlySpan<char> name, string value) =>
        name.Equals(Encryption, StringComparison.OrdinalIgnoreCase) ? IsKeyService(value) : name.StartsWith(CustomerKey, StringComparison.OrdinalIgnoreCase);

    private static bool IsKeyService(string? value) => value?.StartsWith("aws:kms", StringComparison.OrdinalIgnoreCase) == true;
}
