namespace OssTransfer.Contracts.Cluster;

/// <summary>What a running silo leaves for commands that look for it: the content of <c>conf/api.json</c> in its home, and of <c>/health/ready</c>.</summary>
public sealed record RunningSilo
{
    /// <summary>Where the API listens, such as <c>http://127.0.0.1:4242</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The silo's process.</summary>
    public required int Pid { get; init; }

    /// <summary>The silo's name.</summary>
    public required string Name { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }
}
