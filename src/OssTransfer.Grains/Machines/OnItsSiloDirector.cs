using Orleans.Runtime.Placement;

namespace OssTransfer.Grains.Machines;

/// <summary>Finds the silo that a grain's key names.</summary>
internal sealed class OnItsSiloDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silo = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new SiloUnavailableException($"{silo} is no member of the cluster");
    }
}
