namespace OssTransfer.Jobs.Config;

/// <summary>Where a request names the bucket (<c>src-addressing</c>, <c>des-addressing</c>). Values are stored: never reuse a number.</summary>
public enum Addressing
{
    /// <summary>As the store's profile says.</summary>
    Auto = 0,

    /// <summary>In the path: <c>https://endpoint/bucket/key</c>.</summary>
    Path = 1,

    /// <summary>In the host: <c>https://bucket.endpoint/key</c>.</summary>
    Host = 2,
}
