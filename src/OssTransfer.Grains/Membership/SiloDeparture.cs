using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OssTransfer.Grains.Membership;

/// <summary>A silo that finds that it must not go on says so here; its host then stops it, and whoever watches over it starts it again.</summary>
public sealed class SiloDeparture(IHostApplicationLifetime lifetime, ILogger<SiloDeparture> logger)
{
    /// <summary>Why the silo leaves, for people; null: it doesn't.</summary>
    public string? Reason { get; private set; }

    internal void Leave(string reason)
    {
        Reason = reason;
        Log.Leaves(logger, reason);
        lifetime.StopApplication();
    }
}
