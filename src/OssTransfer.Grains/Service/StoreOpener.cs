using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Service;

/// <summary>Opens the stores of a job exactly as a worker does, for a look at them without a silo.</summary>
/// <param name="time">The clock of signatures and time-outs.</param>
/// <param name="home">The home of the silo that would work on the job; null where there is none.</param>
public sealed class StoreOpener(TimeProvider time, string? home)
{
    private readonly BareStores _stores = new(time, home);

    /// <summary>The source, without any guard. Nothing is asked of it yet.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message is for people.</exception>
    public IObjectStore OpenSource(JobSpec spec, JobSecrets secrets) => _stores.OpenSource(spec, secrets);

    /// <summary>What a user should know of the stores before anything is read.</summary>
    public IReadOnlyList<string> Warnings(JobSpec spec, JobSecrets secrets) => _stores.Warnings(spec, secrets);

    /// <summary>The destination, without any guard. Nothing is asked of it yet.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message is for people.</exception>
    public IObjectStore OpenDestination(JobSpec spec, JobSecrets secrets) => _stores.OpenDestination(spec, secrets);
}
