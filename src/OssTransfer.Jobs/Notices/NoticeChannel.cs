namespace OssTransfer.Jobs.Notices;

/// <summary>How a notice is sent. Values are stored: never reuse a number.</summary>
public enum NoticeChannel
{
    /// <summary>By mail to the cluster's receiver.</summary>
    Mail = 1,

    /// <summary>By a request to the job's <c>notify-url</c>.</summary>
    Url = 2,
}
