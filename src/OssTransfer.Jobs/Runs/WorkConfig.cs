namespace OssTransfer.Jobs.Runs;

/// <summary>A configuration that work was done with.</summary>
/// <param name="Version">As <see cref="JobState.ConfigVersion"/>.</param>
/// <param name="Config">As <see cref="JobState.Config"/>.</param>
/// <param name="SealedSecrets">As <see cref="JobState.SealedSecrets"/>.</param>
public sealed record WorkConfig(int Version, string Config, byte[] SealedSecrets)
{
    /// <summary>That of a job at present.</summary>
    public static WorkConfig Of(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.ConfigVersion, state.Config, state.SealedSecrets);
    }

    /// <summary>That of a job's cleanup: uploads are aborted where they were begun, whatever the configuration is now.</summary>
    public static WorkConfig OfCleanup(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.CleansUpWith ?? Of(state);
    }
}
