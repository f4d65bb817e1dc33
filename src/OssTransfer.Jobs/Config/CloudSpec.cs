namespace OssTransfer.Jobs.Config;

/// <summary>A bucket and how it is reached. Its secrets are in <see cref="JobSecrets"/>.</summary>
/// <param name="Endpoint">Scheme, host and port only; <c>https</c> unless the user wrote <c>http</c>. Null only for Qiniu: the bucket's source host.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="AccessKey">The access key id, which is not a secret.</param>
public sealed record CloudSpec(Uri? Endpoint, string Bucket, string AccessKey)
{
    /// <summary>The name of the store's profile; null: chosen by the endpoint.</summary>
    public string? Profile { get; init; }

    /// <summary>Qiniu: the host that lists, where it isn't found by the bucket's region; null: it is.</summary>
    public Uri? ListEndpoint { get; init; }

    /// <summary>The region that requests are signed for; null: found from endpoint and profile.</summary>
    public string? Region { get; init; }

    /// <summary>Where a request names the bucket.</summary>
    public Addressing Addressing { get; init; }

    /// <summary>What ETags are taken for.</summary>
    public ETagUse ETags { get; init; }

    /// <summary>In what order keys are listed.</summary>
    public ListOrder ListOrder { get; init; } = ListOrder.Auto;

    /// <summary>Absolute path, on the machine that works, of a PEM file with certificate authorities to trust besides the system's; null: none.</summary>
    public string? CaFile { get; init; }

    /// <summary>The proxy; null: none, whatever the environment says.</summary>
    public ProxySpec? Proxy { get; init; }
}
