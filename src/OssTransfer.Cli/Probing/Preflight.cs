using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Preflights;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;
using OssTransfer.Storage.UrlList;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Cli.Probing;

/// <summary>Looks at everything that a job would move.</summary>
internal sealed class Preflight(JobFile job, Shell shell)
{
    /// <summary>Walks the source once.</summary>
    /// <param name="asksHeaders">Every object is asked for its headers.</param>
    /// <param name="compares">Both sides are compared: what the first pass would do.</param>
    /// <param name="quiet">No progress is shown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PreflightView> RunAsync(bool asksHeaders, bool compares, bool quiet, CancellationToken cancellationToken)
    {
        var spec = job.Spec;
        var options = new GuardOptions { Side = TransferSide.Source, RetryTimeout = TimeSpan.FromMinutes(1) };
        var (origin, _) = OpenStores.Source(job, options, shell);
        await using var source = origin;
        var (opened, location) = OpenStores.Destination(job, options, shell);
        await using var destination = opened;
        var limits = location is null ? DestinationLimitsTable.Disk : DestinationLimitsTable.Of(location.Profile, location.Region);
        var mapping = KeyMapping.For(spec);
        if (spec.Filter.MinAge is not null)
        {
            await StoreClock.LearnAsync(source, mapping.SourcePrefix, cancellationToken);
        }

        var filter = new ObjectFilter(spec.Filter, shell.Time.GetUtcNow() + StoreClock.OffsetOf(source));
        var tally = new PreflightTally(new(mapping, filter, destination.Traits, limits)
        {
            IsSorted = spec.Source.FileList is not null || source.Traits.KeyOrder == KeyOrder.Utf8Bytes,
        });
        var hosts = spec.Source.Url is { } url ? new UrlHosts(new UrlHostGuard(Guarded(url))) : null;
        var listings = 0L;
        StorageException? broken = null;
        PassForecast? forecast = null;
        await WalkProgressView.RunAsync(shell, quiet, async show =>
        {
            var walk = new SourceWalk(source, tally, asksHeaders ? new HeaderReader(source.Reader, tally) : null, hosts, shell.Time, show);
            try
            {
                await walk.RunAsync(spec, cancellationToken);
                forecast = compares ? await new PassPlan(spec, source, destination, shell.Time, show).RunAsync(filter, cancellationToken) : null;
            }
            catch (StorageException e)
            {
                broken = e;
            }

            listings = walk.Listings;
            await (hosts?.CheckAsync(tally, cancellationToken) ?? Task.CompletedTask);
        });
        var view = View(ReportOf(tally, forecast), listings, limits, broken);
        return view with
        {
            Code = view.Code == ExitCode.Done && forecast?.Groups.Any(group => IsFlaw(group, spec)) == true ? ExitCode.Failures : view.Code,
            Pass = forecast is null ? null : [.. forecast.Groups.Select(group => PreflightViews.Of(group, spec.Source.Kind == StoreKind.UrlList))],
            Source = PlaceText.Source(spec.Source, source.Traits),
            Destination = PlaceText.Destination(spec.Destination, destination.Traits),
            Notes = [.. job.Notes, .. OpenStores.Warnings(job, shell), .. Notes(asksHeaders, compares, hosts, destination.Traits, forecast)],
        };
    }

    /// <summary>A check job asks for what no listing shows to be equal, and writes nothing.</summary>
    private PreflightReport ReportOf(PreflightTally tally, PassForecast? forecast) =>
        IsCheck ? tally.Report with { Reads = forecast?.Asked ?? 0, Writes = 0 } : tally.Report;

    private bool IsCheck => job.Spec.Kind == JobKind.Check;

    private PreflightView View(PreflightReport report, long listings, DestinationLimits limits, StorageException? broken) => new()
    {
        JobId = job.Spec.JobId,
        IsCheck = IsCheck,
        Source = "",
        Destination = "",
        Code = CodeOf(report, broken),
        Complete = broken is null,
        Reason = broken?.Message,
        Objects = report.Objects,
        Bytes = report.Bytes,
        Excluded = report.Excluded,
        UnknownSizes = report.UnknownSizes,
        Sizes = [.. report.Sizes.Select(PreflightViews.Of)],
        Problems = [.. report.Problems.Select(problem => PreflightViews.Of(problem, job.Spec.Source.Kind == StoreKind.UrlList))],
        Requests = new(listings, report.Reads, report.Writes),
        Estimates =
        [
            .. TransferEstimates.Of(report, listings, limits, job.Spec.Limits)
                .Where(estimate => !IsCheck || estimate.Limit == TransferEstimates.Requests)
                .Select(PreflightViews.Of),
        ],
    };

    private static bool IsFlaw(PassGroup group, JobSpec spec) => group.Objects > 0 && group.Action switch
    {
        PassAction.Conflict or PassAction.Fail or PassAction.Missing or PassAction.Different or PassAction.Unreadable => true,
        PassAction.Extra => spec.Check.Extra == ExtraRule.Fail,
        _ => false,
    };

    private static ExitCode CodeOf(PreflightReport report, StorageException? broken) => broken switch
    {
        { IsTransient: true } => ExitCode.Stopped,
        { } error => ExitCodes.Of(error.Kind) == ExitCode.Stopped ? ExitCode.Stopped : ExitCode.Incomplete,
        _ => report.HasFailures ? ExitCode.Failures : ExitCode.Done,
    };

    private IEnumerable<string> Notes(bool asksHeaders, bool compares, UrlHosts? hosts, StoreTraits destination, PassForecast? forecast)
    {
        if (compares && IsCheck)
        {
            yield return "this is what both listings show; what they don't show to be equal the job looks at once more, object by object, "
                + "and reads where no digest shows it";
        }

        if (forecast is { IsCheck: true, LooksForExtras: false })
        {
            yield return "what only the destination has is not looked for: the list names what is compared; check-extra: fail looks for it";
        }

        if (compares && !IsCheck)
        {
            yield return "this is what the first pass of a new job would do, which has recorded nothing, "
                + "so that nothing there counts as its own and nothing is deleted; "
                + $"what a job that is there would delete, {Advice.Of("deletes", job.Spec.JobId)} lists";
        }

        if (!asksHeaders && !IsCheck && destination.KeepsMetadata && job.Spec.Source.Disk is null)
        {
            yield return "metadata was not looked at, since no listing shows it; --head asks for that of every object";
        }

        if (!asksHeaders && job.Spec.Source.FileList is not null)
        {
            yield return "what the list names was not looked for at the source; --head does";
        }

        if (hosts is { Beyond: > 0 })
        {
            yield return $"{Figures.Count(hosts.Beyond)} URLs lead to further hosts, which were not looked up";
        }
    }

    private UrlStoreOptions Guarded(UrlSpec url) => new()
    {
        Allow = AddressRanges.TryParse(url.Allow, out var allow, out _) ? allow : [],
        Time = shell.Time,
    };
}
