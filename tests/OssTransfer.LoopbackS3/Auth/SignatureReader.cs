using System.Globalization;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Auth;

/// <summary>Finds the signature in a request. Pure.</summary>
internal static class SignatureReader
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Null for an anonymous request.</summary>
    public static SignedRequest? Read(IHeaderDictionary headers, S3Query query)
    {
        string? authorization = headers.Authorization;
        if (authorization is not null)
        {
            return FromHeader(authorization, headers);
        }

        return query.Has("X-Amz-Algorithm") ? FromQuery(headers, query) : null;
    }

    private static SignedRequest FromHeader(string authorization, IHeaderDictionary headers)
    {
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw S3Errors.InvalidRequest("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }

        string? credential = null, signedHeaders = null, signature = null;
        foreach (var range in authorization.AsSpan(Algorithm.Length + 1).Split(','))
        {
            var piece = authorization.AsSpan(Algorithm.Length + 1)[range].Trim();
            var equals = piece.IndexOf('=');
            if (equals < 0)
            {
                throw S3Errors.AuthorizationMalformed;
            }

            var value = piece[(equals + 1)..].ToString();
            switch (piece[..equals])
            {
                case "Credential":
                    credential = value;
                    break;
                case "SignedHeaders":
                    signedHeaders = value;
                    break;
                case "Signature":
                    signature = value;
                    break;
            }
        }

        string? payload = headers[HeaderNames.ContentSha256];
        string? timestamp = headers[HeaderNames.AmzDate];
        if (credential is null || signedHeaders is null || signature is null)
        {
            throw S3Errors.AuthorizationMalformed;
        }

        return new()
        {
            Scope = CredentialScope.Parse(credential) ?? throw S3Errors.AuthorizationMalformed,
            SignedHeaders = signedHeaders.Split(';'),
            Signature = signature,
            Timestamp = timestamp ?? throw S3Errors.AccessDenied,
            Payload = payload ?? throw S3Errors.InvalidRequest("Missing required header for this request: x-amz-content-sha256"),
        };
    }

    private static SignedRequest FromQuery(IHeaderDictionary headers, S3Query query)
    {
        string? payload = headers[HeaderNames.ContentSha256];
        if (query.Text("X-Amz-Algorithm") != Algorithm
            || query.Text("X-Amz-Credential") is not { } credential
            || query.Text("X-Amz-SignedHeaders") is not { } signedHeaders
            || query.Text("X-Amz-Signature") is not { } signature
            || query.Text("X-Amz-Date") is not { } timestamp
            || !int.TryParse(query.Text("X-Amz-Expires"), CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > 604_800)
        {
            throw new S3Error(400, "AuthorizationQueryParametersError", "A parameter of the signature is missing or not valid.");
        }

        return new()
        {
            Scope = CredentialScope.Parse(credential) ?? throw S3Errors.AuthorizationMalformed,
            SignedHeaders = signedHeaders.Split(';'),
            Signature = signature,
            Timestamp = timestamp,
            Payload = query.Text("X-Amz-Content-Sha256") ?? payload ?? PayloadKind.Unsigned,
            Lifetime = TimeSpan.FromSeconds(seconds),
        };
    }
}
