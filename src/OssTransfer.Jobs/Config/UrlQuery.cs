namespace OssTransfer.Jobs.Config;

/// <summary>What happens to the query string of a URL.</summary>
public enum UrlQuery
{
    /// <summary>It is part of the key.</summary>
    Keep = 0,

    /// <summary>It is cut from the key.</summary>
    Drop = 1,
}
