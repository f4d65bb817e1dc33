namespace OssTransfer.Jobs.Config;

/// <summary>For what sides a key means something. Elsewhere it is accepted with a note.</summary>
[Flags]
public enum JobKeyScope
{
    /// <summary>Nowhere any more.</summary>
    None = 0,

    /// <summary>Every job.</summary>
    Job = 1,

    /// <summary>The source is a directory.</summary>
    DiskSource = 2,

    /// <summary>The source is a bucket.</summary>
    CloudSource = 4,

    /// <summary>The source is a list of URLs.</summary>
    UrlSource = 8,

    /// <summary>Any source.</summary>
    AnySource = DiskSource | CloudSource | UrlSource,

    /// <summary>The destination is a directory.</summary>
    DiskDestination = 16,

    /// <summary>The destination is a bucket.</summary>
    CloudDestination = 32,

    /// <summary>Any destination.</summary>
    AnyDestination = DiskDestination | CloudDestination,
}
