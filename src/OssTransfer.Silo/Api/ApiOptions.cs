using OssTransfer.Storage;

namespace OssTransfer.Silo.Api;

/// <summary>What the HTTP API needs to know of its silo.</summary>
/// <param name="SiloName">The silo's name.</param>
/// <param name="Token">The bearer token that every request must carry.</param>
/// <param name="CommandLog">Full path of <c>log-commands.txt</c>; its directory is made.</param>
public sealed record ApiOptions(string SiloName, Secret Token, string CommandLog)
{
    /// <summary>A token that reads <see cref="Contracts.ApiRoutes.Metrics"/> and nothing else; null: there are no metrics.</summary>
    public Secret? MetricsToken { get; init; }

    /// <summary>The command log is set aside when it is larger. Default 20 MiB.</summary>
    public long CommandLogBytes { get; init; } = 20L << 20;

    /// <summary>Files kept of it. Default 5.</summary>
    public int CommandLogFiles { get; init; } = 5;
}
