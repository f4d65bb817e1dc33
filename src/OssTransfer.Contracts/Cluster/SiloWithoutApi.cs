namespace OssTransfer.Contracts.Cluster;

/// <summary>What a running silo without an API, which takes no commands, leaves for those that look for it: the content of <c>conf/no-api.json</c>.</summary>
public sealed record SiloWithoutApi
{
    /// <summary>The silo's process.</summary>
    public required int Pid { get; init; }

    /// <summary>The silo's name.</summary>
    public required string Name { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }
}
