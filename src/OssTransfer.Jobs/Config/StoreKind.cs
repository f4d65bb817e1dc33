namespace OssTransfer.Jobs.Config;

/// <summary>What kind of store a side of a job is. Values are stored: never reuse a number.</summary>
public enum StoreKind
{
    /// <summary>A directory of a file system (<c>diskfile</c>).</summary>
    Disk = 1,

    /// <summary>A list of URLs (<c>urlfile</c>).</summary>
    UrlList = 2,

    /// <summary>A bucket that speaks S3 (<c>s3file</c>).</summary>
    S3 = 3,

    /// <summary>Qiniu Kodo (<c>qiniufile</c>).</summary>
    Qiniu = 4,

    /// <summary>Tencent COS (<c>tencentfile</c>).</summary>
    Tencent = 5,

    /// <summary>Aliyun OSS (<c>aliyunfile</c>).</summary>
    Aliyun = 6,

    /// <summary>Baidu BOS (<c>baidufile</c>).</summary>
    Baidu = 7,
}
