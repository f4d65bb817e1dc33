using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Settings;

/// <summary>How much this silo does at once: what was set overrides what it was started with. Its own options hold until it has heard.</summary>
internal sealed class SiloLimits(GrainsOptions options)
{
    private volatile ClusterSettings _settings = new();
    private volatile bool _isKnown;

    /// <summary>Shards worked on at once.</summary>
    public int MaxWorkers => _settings.WorkersOf(options.SiloName) ?? options.MaxWorkers;

    /// <summary>The settings that hold here.</summary>
    public ClusterSettings Settings => _settings;

    /// <summary>Raised when others hold.</summary>
    public Signal<ClusterSettings> Changed { get; } = new();

    /// <summary>What was set for the cluster; null: this silo has not heard yet.</summary>
    public ClusterSettings? Known => _isKnown ? _settings : null;

    /// <summary>All that was set until now is known here.</summary>
    public void MarkKnown() => _isKnown = true;

    /// <summary>Takes newer settings; older ones change nothing.</summary>
    public void Apply(ClusterSettings settings)
    {
        if (settings.Version > _settings.Version)
        {
            _settings = settings;
            Changed.Raise();
        }
    }
}
