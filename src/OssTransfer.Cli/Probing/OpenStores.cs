using OssTransfer.Contracts;
using OssTransfer.Grains.Service;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Cli.Probing;

/// <summary>Opens the stores of a job in this process.</summary>
internal static class OpenStores
{
    /// <summary>
    /// The source, guarded, so that a hiccup of the network is not a finding, and where it is, which is unknown of a store that is no S3 store.
    /// </summary>
    public static (IObjectStore Store, S3Location? Location) Source(JobFile job, GuardOptions options, Shell shell)
    {
        var store = Open(() => Opener(job, shell).OpenSource(job.Spec, job.Secrets));
        return (new GuardedStore(store, options with { Side = TransferSide.Source, Time = shell.Time }), S3Stores.LocationOf(store));
    }

    /// <summary>The same of the destination.</summary>
    public static (IObjectStore Store, S3Location? Location) Destination(JobFile job, GuardOptions options, Shell shell)
    {
        var store = Open(() => Opener(job, shell).OpenDestination(job.Spec, job.Secrets));
        return (new GuardedStore(store, options with { Side = TransferSide.Destination, Time = shell.Time }), S3Stores.LocationOf(store));
    }

    /// <summary>What a user should know of both before anything is read.</summary>
    public static IReadOnlyList<string> Warnings(JobFile job, Shell shell) => Opener(job, shell).Warnings(job.Spec, job.Secrets);

    private static StoreOpener Opener(JobFile job, Shell shell) => new(shell.Time, job.Home);

    private static IObjectStore Open(Func<IObjectStore> open)
    {
        try
        {
            return open();
        }
        catch (StoreOptionsException e)
        {
            throw new CliException(ExitCode.Usage, e.Message);
        }
    }
}
