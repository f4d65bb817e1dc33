using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Storage;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Grains.Service;

/// <summary>Lists one page on both sides, so that wrong credentials, buckets, endpoints and clocks show before a job is stored.</summary>
internal sealed class StoreProbe(IBareStores stores, TimeProvider time)
{
    private const int Tries = 3;
    private const string Destination = "destination";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NotableSkew = TimeSpan.FromMinutes(5);

    /// <summary>Looks at both stores, as far as this machine may.</summary>
    public async Task<Result> ProbeAsync(JobSpec spec, JobSecrets secrets, MachineVerdict machines, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        try
        {
            notes.AddRange(stores.Warnings(spec, secrets));
            if (spec.Source.Disk is { Links: LinkRule.Follow } && machines.SeesSource && Environment.IsPrivilegedProcess)
            {
                notes.Add(
                    "links in the source are followed wherever they lead, and this silo runs as root, who may read every file of the machine; "
                    + "src-links: inside or skip limits that, and 'preflight' counts such links");
            }

            await using var source = stores.OpenSource(spec, secrets);
            await using var destination = stores.OpenDestination(spec, secrets);
            return new(
                (spec.Source.Kind == StoreKind.UrlList || !machines.SeesSource || MayBeGone(spec)
                    ? null
                    : await TryAsync("source", source, spec.Source.Prefix, notes, cancellationToken))
                    ?? (machines.SeesDestination ? await TryAsync(Destination, destination, spec.Destination.Prefix, notes, cancellationToken) : null),
                notes);
        }
        catch (StoreOptionsException exception)
        {
            return new(new() { Code = ExitCode.Usage, Message = exception.Message }, notes);
        }
    }

    /// <summary>A list with digests is compared with the destination alone.</summary>
    private static bool MayBeGone(JobSpec spec) => spec is { Kind: JobKind.Check, Source.FileList: not null };

    private async Task<CommandAnswer?> TryAsync(string side, IObjectStore store, string prefix, List<string> notes, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await ListPageAsync(store, prefix, cancellationToken);
                if (store.ClockOffset is { } offset && offset.Duration() > NotableSkew)
                {
                    notes.Add($"the {side}'s clock differs from this machine's by {offset.TotalMinutes:F0} minutes; requests are signed with its time");
                }

                return null;
            }
            catch (StorageException exception) when (tries < Tries
                && (exception.IsRedirect || exception is { IsTransient: true, Kind: not StorageErrorKind.Unreachable }))
            {
                var asked = exception.RetryAfter ?? TimeSpan.FromSeconds(tries);
                var wait = asked < LongestWait ? asked : LongestWait;
                if (asked > wait)
                {
                    notes.Add($"the {side} asked to wait {asked.TotalSeconds:F0} s ({exception.Message}); it was asked again after {wait.TotalSeconds:F0} s");
                }

                await Task.Delay(wait, time, cancellationToken);
            }
            catch (StorageException exception) when (exception.Kind == StorageErrorKind.ListingBroken && side == Destination)
            {
                notes.Add($"the destination's listing can't be relied on ({exception.Message}); it is asked for each object, which costs a request per object");
                return null;
            }
            catch (StorageException exception)
            {
                var code = ExitCodes.Of(exception.Kind) is ExitCode.Stopped || exception.IsTransient ? ExitCode.Stopped : ExitCode.Error;
                var hint = exception is { IsTransient: true, RetryAfter: { } asked }
                    ? $"; it asks to wait {asked.TotalSeconds:F0} s: add the job then, or now with --no-probe"
                    : "";
                return new() { Code = code, Message = $"{side}: {exception.Message}{hint}" };
            }
            catch (TimeoutException)
            {
                return new()
                {
                    Code = ExitCode.Stopped,
                    Message = $"{side}: no answer within {Timeout.TotalSeconds:F0} seconds; check the endpoint, or add with --no-probe",
                };
            }
        }
    }

    private async Task ListPageAsync(IObjectStore store, string prefix, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listing = ListAsync(stop.Token);
        try
        {
            await listing.WaitAsync(Timeout, time, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
        }

        async Task ListAsync(CancellationToken token)
        {
            await foreach (var _ in store.Reader.ListAsync(new(ObjectKey.From(prefix)) { PageSize = 10 }, token))
            {
                break;
            }
        }
    }

    /// <summary>What a look at both stores has shown.</summary>
    /// <param name="Failure">What is wrong; null where both answered.</param>
    /// <param name="Notes">Worth knowing.</param>
    internal sealed record Result(CommandAnswer? Failure, IReadOnlyList<string> Notes);
}
