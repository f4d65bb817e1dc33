using System.Security.Authentication;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>What failures without an answer are called. Decided from types, never from texts.</summary>
internal static class NetworkFailures
{
    public static StorageException InAnswer(CloudOperation what, long after, Exception e) =>
        new(StorageErrorKind.Transient, $"{what}: the connection broke after {after} bytes of the answer ({Innermost(e)})", e);

    /// <param name="what">The operation, for people.</param>
    /// <param name="authority">Host and port that were called.</param>
    /// <param name="e">What the HTTP stack threw.</param>
    public static StorageException InRequest(CloudOperation what, string authority, Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            Unreachable($"{what}: host {authority} is unknown; check the endpoint's spelling and DNS", e),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            Unreachable(
                $"{what}: no trusted TLS connection to {authority} ({Innermost(e)}); check http or https, the certificate, or name its authority's CA file", e),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
            Unreachable($"{what}: no connection to {authority} ({Innermost(e)}); check host, port and firewall", e),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            Unreachable($"{what}: the proxy makes no connection to {authority} ({Innermost(e)})", e),
        OperationCanceledException =>
            Unreachable($"{what}: no connection to {authority} in time; check host, port and firewall", e),
        _ => new StorageException(StorageErrorKind.Transient, $"{what}: the connection to {authority} broke ({Innermost(e)})", e),
    };

    private static StorageException Unreachable(string message, Exception e) => new(StorageErrorKind.Unreachable, message, e);

    private static string Innermost(Exception e) => e.GetBaseException().Message;
}
