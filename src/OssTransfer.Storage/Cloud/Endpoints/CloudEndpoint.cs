namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>An endpoint as it was meant.</summary>
/// <param name="IsHttps">https, else http.</param>
/// <param name="Authority">The host to use, in lower case and without the bucket, with its port where that isn't the scheme's own.</param>
/// <param name="Kind">What the host is.</param>
/// <param name="Region">The region that it names; null where it names none.</param>
internal sealed record CloudEndpoint(bool IsHttps, string Authority, EndpointKind Kind, string? Region);
