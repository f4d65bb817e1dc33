using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>The configuration of a job as its state has it, read once for each text: <c>set</c> changes the text, not its version.</summary>
internal sealed class JobSpecs(JobKeeper keeper)
{
    private (string Config, JobSpec Spec)? _known;

    /// <summary>The spec, without its secrets.</summary>
    public JobSpec Spec
    {
        get
        {
            var state = keeper.State!;
            if (_known is not { } known || !ReferenceEquals(known.Config, state.Config))
            {
                _known = known = (state.Config, JobConfigs.Spec(state));
            }

            return known.Spec;
        }
    }

    /// <summary>What it asks of the job's runs.</summary>
    public RunPolicy Policy => JobPolicies.Of(Spec);
}
