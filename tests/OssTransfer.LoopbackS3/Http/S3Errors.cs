namespace OssTransfer.LoopbackS3.Http;

/// <summary>The errors of the S3 API that this server gives, with the status that belongs to each.</summary>
internal static class S3Errors
{
    public static S3Error AccessDenied => new(403, "AccessDenied", "Access Denied.");

    public static S3Error AuthorizationMalformed => new(400, "AuthorizationHeaderMalformed", "The authorization header is malformed.");

    public static S3Error BadDigest => new(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");

    public static S3Error BucketNotEmpty => new(409, "BucketNotEmpty", "The bucket you tried to delete is not empty.");

    public static S3Error BucketAlreadyOwnedByYou => new(409, "BucketAlreadyOwnedByYou", "You own this bucket already.");

    public static S3Error ContentSha256Mismatch =>
        new(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static S3Error EntityTooLarge => new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.");

    public static S3Error EntityTooSmall => new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.");

    public static S3Error IncompleteBody => new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");

    public static S3Error InvalidAccessKeyId => new(403, "InvalidAccessKeyId", "The AWS access key ID you provided does not exist in our records.");

    public static S3Error InvalidBucketName => new(400, "InvalidBucketName", "The specified bucket is not valid.");

    public static S3Error InvalidDigest => new(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");

    public static S3Error InvalidPart => new(400, "InvalidPart", "One or more of the specified parts could not be found, or its entity tag did not match.");

    public static S3Error InvalidPartOrder => new(400, "InvalidPartOrder", "The list of parts was not in ascending order.");

    public static S3Error InvalidRange => new(416, "InvalidRange", "The requested range cannot be satisfied.");

    public static S3Error InvalidToken => new(400, "InvalidToken", "The provided token is malformed or otherwise not valid.");

    public static S3Error InvalidUri => new(400, "InvalidURI", "The specified URI couldn't be parsed.");

    public static S3Error KeyTooLong => new(400, "KeyTooLongError", "Your key is too long.");

    public static S3Error MalformedXml => new(400, "MalformedXML", "The XML that you provided was not well formed.");

    public static S3Error MetadataTooLarge => new(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.");

    public static S3Error MethodNotAllowed => new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");

    public static S3Error MissingContentLength => new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static S3Error NoSuchBucket => new(404, "NoSuchBucket", "The specified bucket does not exist.");

    public static S3Error NoSuchKey => new(404, "NoSuchKey", "The specified key does not exist.");

    public static S3Error NoSuchUpload => new(404, "NoSuchUpload", "The specified multipart upload does not exist.");

    public static S3Error NotImplemented =>
        new(501, "NotImplemented", "A header or query parameter you provided implies functionality that is not implemented.");

    public static S3Error PreconditionFailed => new(412, "PreconditionFailed", "At least one of the preconditions you specified did not hold.");

    public static S3Error RequestExpired => new(403, "AccessDenied", "Request has expired.");

    public static S3Error RequestTimeTooSkewed =>
        new(403, "RequestTimeTooSkewed", "The difference between the request time and the server's time is too large.");

    public static S3Error ChunkSignatureMismatch => new(403, "SignatureDoesNotMatch", "The signature of a chunk does not match.");

    public static S3Error InvalidArgument(string what) => new(400, "InvalidArgument", what);

    public static S3Error InvalidRequest(string what) => new(400, "InvalidRequest", what);
}
