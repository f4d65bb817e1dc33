using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OssTransfer.Grains.Machines;

/// <summary>A silo that finds that it must not go on says so here; its host then stops it, and whoever watches over it starts it again.</summary>
public sealed class SiloDeparture(IHostApplicationLifetime lifetime, ILogger<SiloDeparture> logger)
{
    /// <summary>
    /// How long a silo that leaves may take to give back what it can. After that its process has ended, and the others write down that it is dead.
    /// </summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Why the silo leaves, for people; null: it doesn't.</summary>
    public string? Reason { get; private set; }

    internal void Leave(string reason)
    {
        Reason = reason;
        Log.Leaves(logger, reason);
        lifetime.StopApplication();
    }
}
