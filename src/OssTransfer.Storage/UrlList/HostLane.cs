namespace OssTransfer.Storage.UrlList;

/// <summary>What is under way at one host, and what waits. Only <see cref="HostLanes"/> touches it, under its lock.</summary>
internal sealed class HostLane(string host)
{
    public string Host => host;

    public int UnderWay { get; set; }

    public LinkedList<TaskCompletionSource> Waiting { get; } = new();

    /// <summary>When the next request may begin; 0: now.</summary>
    public long NextBegin { get; set; }

    public bool IsIdle(long now) => UnderWay == 0 && Waiting.Count == 0 && NextBegin <= now;
}
