namespace OssTransfer.LoopbackS3.Auth;

/// <summary><c>AKID/20260102/us-east-1/s3/aws4_request</c>.</summary>
internal sealed record CredentialScope(string AccessKey, string Date, string Region)
{
    /// <summary>The scope as it is signed: without the access key.</summary>
    public string Text { get; } = $"{Date}/{Region}/s3/aws4_request";

    /// <summary>The access key itself may contain slashes.</summary>
    public static CredentialScope? Parse(string text)
    {
        var parts = text.Split('/');
        return parts is [_, .., var date, var region, "s3", "aws4_request"] && parts.Length >= 5
            ? new(string.Join('/', parts[..^4]), date, region)
            : null;
    }
}
