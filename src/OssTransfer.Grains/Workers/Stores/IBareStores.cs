using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Stores;

/// <summary>Opens the stores that a job names, without any guard. Nothing is asked of them yet.</summary>
internal interface IBareStores
{
    /// <summary>The source.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message is for people.</exception>
    IObjectStore OpenSource(JobSpec spec, JobSecrets secrets);

    /// <summary>The destination.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message is for people.</exception>
    IObjectStore OpenDestination(JobSpec spec, JobSecrets secrets);

    /// <summary>What a user should know of the stores before anything is read.</summary>
    IReadOnlyList<string> Warnings(JobSpec spec, JobSecrets secrets);
}
