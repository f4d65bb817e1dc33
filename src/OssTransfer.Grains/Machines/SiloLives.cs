using OssTransfer.Jobs.Machines;

namespace OssTransfer.Grains.Machines;

/// <summary>What this silo's view of the membership says of others. It asks no other silo.</summary>
internal sealed class SiloLives(IClusterMembershipService membership)
{
    /// <summary>The addresses of those that live.</summary>
    public IEnumerable<string> Living => membership.CurrentSnapshot.Members.Values
        .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress.ToParsableString());

    public SiloLife Of(string silo) => membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo)) switch
    {
        SiloStatus.None => SiloLife.Unknown,
        SiloStatus.Dead => SiloLife.Dead,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => SiloLife.Leaving,
        _ => SiloLife.Living,
    };
}
