using System.Collections.Frozen;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Errors;

/// <summary>What an answer's status and code mean: a pure table. Codes are more exact than statuses, so they come first.</summary>
internal static class ErrorKinds
{
    private static readonly FrozenDictionary<string, StorageErrorKind> Codes = new Dictionary<string, StorageErrorKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["SlowDown"] = StorageErrorKind.Throttled,
        ["SlowDownRead"] = StorageErrorKind.Throttled,
        ["SlowDownWrite"] = StorageErrorKind.Throttled,
        ["ServiceUnavailable"] = StorageErrorKind.Throttled,
        ["TooManyRequests"] = StorageErrorKind.Throttled,
        ["RequestRateLimitExceeded"] = StorageErrorKind.Throttled,
        ["QpsLimitExceeded"] = StorageErrorKind.Throttled,
        ["RequestLimitExceeded"] = StorageErrorKind.Throttled,
        ["BandwidthLimitExceeded"] = StorageErrorKind.Throttled,

        ["RequestTimeout"] = StorageErrorKind.Transient,
        ["InternalError"] = StorageErrorKind.Transient,
        ["IncompleteBody"] = StorageErrorKind.Transient,
        ["OperationAborted"] = StorageErrorKind.Transient,
        ["ConditionalRequestConflict"] = StorageErrorKind.Transient,

        ["RequestTimeTooSkewed"] = StorageErrorKind.Clock,
        ["RequestExpired"] = StorageErrorKind.Clock,

        ["BadDigest"] = StorageErrorKind.Damaged,
        ["XAmzContentSHA256Mismatch"] = StorageErrorKind.Damaged,
        ["XAmzContentChecksumMismatch"] = StorageErrorKind.Damaged,

        ["NoSuchKey"] = StorageErrorKind.NotFound,
        ["SymlinkTargetNotExist"] = StorageErrorKind.NotFound,
        ["NoSuchUpload"] = StorageErrorKind.UploadGone,
        ["InvalidPart"] = StorageErrorKind.InvalidPart,
        ["InvalidPartOrder"] = StorageErrorKind.InvalidPart,
        ["PreconditionFailed"] = StorageErrorKind.SourceChanged,
        ["InvalidRange"] = StorageErrorKind.SourceChanged,
        ["InvalidObjectState"] = StorageErrorKind.NeedsRestore,

        ["KeyTooLong"] = StorageErrorKind.InvalidKey,
        ["KeyTooLongError"] = StorageErrorKind.InvalidKey,
        ["InvalidObjectName"] = StorageErrorKind.InvalidKey,
        ["InvalidURI"] = StorageErrorKind.InvalidKey,
        ["XMinioInvalidObjectName"] = StorageErrorKind.InvalidKey,
        ["XMinioParentIsObject"] = StorageErrorKind.InvalidKey,
        ["XMinioObjectExistsAsDirectory"] = StorageErrorKind.InvalidKey,
        ["ObjectParentIsFile"] = StorageErrorKind.InvalidKey,
        ["EntityTooLarge"] = StorageErrorKind.TooLarge,
        ["MaxMessageLengthExceeded"] = StorageErrorKind.TooLarge,
        ["MetadataTooLarge"] = StorageErrorKind.TooLarge,
        ["RequestHeaderSectionTooLarge"] = StorageErrorKind.TooLarge,

        ["InvalidAccessKeyId"] = StorageErrorKind.Credentials,
        ["SignatureDoesNotMatch"] = StorageErrorKind.Credentials,
        ["InvalidToken"] = StorageErrorKind.Credentials,
        ["ExpiredToken"] = StorageErrorKind.Credentials,
        ["SecurityTokenExpired"] = StorageErrorKind.Credentials,
        ["InvalidSecurityToken"] = StorageErrorKind.Credentials,
        ["TokenRefreshRequired"] = StorageErrorKind.Credentials,
        ["InvalidSecurity"] = StorageErrorKind.Credentials,
        ["NotSignedUp"] = StorageErrorKind.Credentials,
        ["AllAccessDisabled"] = StorageErrorKind.Credentials,

        ["AccountProblem"] = StorageErrorKind.Quota,
        ["AccountOverdue"] = StorageErrorKind.Quota,
        ["ArrearOverdue"] = StorageErrorKind.Quota,
        ["UserDisable"] = StorageErrorKind.Quota,
        ["UserSuspended"] = StorageErrorKind.Quota,
        ["QuotaExceeded"] = StorageErrorKind.Quota,
        ["XMinioAdminBucketQuotaExceeded"] = StorageErrorKind.Quota,
        ["XMinioStorageFull"] = StorageErrorKind.NoSpace,
        ["InsufficientStorage"] = StorageErrorKind.NoSpace,

        ["NoSuchBucket"] = StorageErrorKind.Bucket,
        ["InvalidBucketName"] = StorageErrorKind.Bucket,
        ["PermanentRedirect"] = StorageErrorKind.Bucket,
        ["TemporaryRedirect"] = StorageErrorKind.Bucket,
        ["Redirect"] = StorageErrorKind.Bucket,
        ["AuthorizationHeaderMalformed"] = StorageErrorKind.Bucket,
        ["IllegalLocationConstraintException"] = StorageErrorKind.Bucket,
        ["SecondLevelDomainForbidden"] = StorageErrorKind.Bucket,
        ["PathStyleDomainForbidden"] = StorageErrorKind.Bucket,
        ["VirtualHostDomainRequired"] = StorageErrorKind.Bucket,

        ["NotImplemented"] = StorageErrorKind.Unsupported,
        ["MethodNotAllowed"] = StorageErrorKind.Unsupported,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="status">The answer's status; a success means an error inside a success.</param>
    /// <param name="code">The vendor's code; null where the answer has none, as every answer to HEAD.</param>
    /// <param name="scope">What the call was about.</param>
    public static StorageErrorKind Of(int status, string? code, CloudScope scope)
    {
        if (code is null)
        {
            return OfStatus(status, scope);
        }

        if (Codes.TryGetValue(code, out var kind))
        {
            // Ceph says NoSuchKey of an upload that isn't there.
            return kind == StorageErrorKind.NotFound && scope == CloudScope.Upload ? StorageErrorKind.UploadGone : kind;
        }

        return code.StartsWith("Throttl", StringComparison.OrdinalIgnoreCase) || code.EndsWith("TrafficRateLimitExceeded", StringComparison.OrdinalIgnoreCase)
            ? StorageErrorKind.Throttled
            : OfStatus(status, scope);
    }

    private static StorageErrorKind OfStatus(int status, CloudScope scope) => status switch
    {
        429 or 503 or 509 or 573 => StorageErrorKind.Throttled,
        408 or 478 or >= 200 and < 300 => StorageErrorKind.Transient,
        >= 300 and < 400 => StorageErrorKind.Bucket,
        401 => StorageErrorKind.Credentials,
        402 or 419 => StorageErrorKind.Quota,
        403 => scope == CloudScope.Bucket ? StorageErrorKind.Credentials : StorageErrorKind.Denied,
        404 => scope switch
        {
            CloudScope.Bucket => StorageErrorKind.Bucket,
            CloudScope.Upload => StorageErrorKind.UploadGone,
            _ => StorageErrorKind.NotFound,
        },
        405 or 501 => StorageErrorKind.Unsupported,
        412 or 416 or 608 => StorageErrorKind.SourceChanged,
        413 or 431 => StorageErrorKind.TooLarge,
        414 => StorageErrorKind.InvalidKey,
        507 => StorageErrorKind.NoSpace,
        612 => StorageErrorKind.NotFound,
        631 => StorageErrorKind.Bucket,
        640 => StorageErrorKind.ListingBroken,
        >= 500 and < 600 => StorageErrorKind.Transient,
        _ => StorageErrorKind.Other,
    };
}
