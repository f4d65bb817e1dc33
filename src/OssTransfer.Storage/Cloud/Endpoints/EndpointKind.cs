namespace OssTransfer.Storage.Cloud.Endpoints;

/// <summary>What an endpoint's host is.</summary>
internal enum EndpointKind
{
    /// <summary>One of the vendor's own: the bucket stands in front of it.</summary>
    Vendor,

    /// <summary>An IP address, localhost or another name without a dot: the bucket stands in the path.</summary>
    Address,

    /// <summary>A domain of the user's own that stands for the bucket.</summary>
    Custom,
}
