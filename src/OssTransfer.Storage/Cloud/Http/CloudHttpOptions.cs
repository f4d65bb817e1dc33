namespace OssTransfer.Storage.Cloud.Http;

/// <summary>How the pipeline treats connections. The defaults suit a store on the internet.</summary>
public sealed record CloudHttpOptions
{
    /// <summary>Connections to the store at most, 1-10,000; default 512. More requests wait.</summary>
    public int MaxConnections { get; init; } = 512;

    /// <summary>Time for a connection (name, TCP, TLS); default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A request or answer without a byte for so long is cut and fails as Transient; default 60 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time until the first byte of the answer to Complete and Copy, at which stores work long; default 10 min.</summary>
    public TimeSpan LongAnswerTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An idle connection is closed after so long; default 20 s, since stores close theirs soon after.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A connection is replaced after so long, so that changed addresses are seen; default 10 min.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(10);
}
