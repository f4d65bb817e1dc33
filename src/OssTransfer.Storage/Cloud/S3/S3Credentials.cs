namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Who signs.</summary>
internal sealed record S3Credentials(string AccessKey, Secret SecretKey, Secret? SessionToken);
