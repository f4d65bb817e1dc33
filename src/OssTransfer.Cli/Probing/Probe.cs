using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Probes;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Storage.Disk;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Cli.Probing;

/// <summary>Tries one side of a job.</summary>
internal sealed class Probe(JobFile job, Shell shell, Action<ProbeStep> tell)
{
    private static readonly TimeSpan NotableSkew = TimeSpan.FromMinutes(5);

    private static readonly GuardOptions Brief = new()
    {
        Side = TransferSide.Source,
        TransientTries = 2,
        RetryTimeout = TimeSpan.FromSeconds(5),
        AnswerTimeout = TimeSpan.FromSeconds(20),
    };

    private readonly ProbeSteps _steps = new(shell.Time, tell);

    /// <summary>Keys that were written and could not be removed.</summary>
    public IReadOnlyList<ObjectKey> Left { get; private set; } = [];

    /// <summary>Lists and reads.</summary>
    public async Task<ProbeView> SourceAsync(CancellationToken cancellationToken)
    {
        var source = job.Spec.Source;
        var (store, location) = OpenStores.Source(AnyOrder(job), Brief, shell);
        await using var opened = store;
        var reading = new ReadProbe(store, _steps);
        await (source is { Url: not null, FileList: { } list }
            ? reading.RunAsync(job.Spec, list, cancellationToken)
            : reading.RunAsync(source.Prefix, cancellationToken));
        return View("src", PlaceText.Source(source, store.Traits), store, location) with
        {
            KeyOrder = reading.KeyOrder,
            ETag = reading.ETag is { } etag ? ETagFindings.Name(etag) : null,
            Notes = [.. Notes(store, reading.ETag), .. OrderNotes("src", source.Cloud, reading)],
        };
    }

    /// <summary>Lists and reads, and writes throw-away objects where the user names a prefix for them.</summary>
    public async Task<ProbeView> DestinationAsync(string? prefix, CancellationToken cancellationToken)
    {
        var destination = job.Spec.Destination;
        var (store, location) = OpenStores.Destination(AnyOrder(job), Brief, shell);
        await using var opened = store;
        var reading = new ReadProbe(store, _steps);
        await reading.RunAsync(destination.Prefix, cancellationToken);
        var writing = prefix is null ? null : await WriteAsync(store, destination.Disk, prefix, cancellationToken);
        var etag = writing?.ETag ?? reading.ETag;
        return View("des", PlaceText.Destination(destination, store.Traits), store, location) with
        {
            KeyOrder = reading.KeyOrder,
            ETag = etag is { } known ? ETagFindings.Name(known) : null,
            PutProof = writing?.PutProof is { } put ? JobSnapshots.NameOf(put) : null,
            PartsProof = writing?.PartsProof is { } parts ? JobSnapshots.NameOf(parts) : null,
            Notes =
            [
                .. Notes(store, etag),
                .. OrderNotes("des", destination.Cloud, reading),
                .. Left.Select(key => $"remove by hand what is left: {key}"),
                .. prefix is null ? (string[])["nothing was written; --prefix=P writes and removes a throw-away object below P"] : [],
            ],
        };
    }

    private async Task<WriteProbe> WriteAsync(IObjectStore store, DiskSpec? disk, string prefix, CancellationToken cancellationToken)
    {
        var name = $"osstransfer-probe-{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)}";
        var key = ObjectKey.From($"{prefix}{(prefix.EndsWith('/') ? "" : "/")}{name}");
        if (disk is not null && DiskKeys.ProblemOf(key) is { } problem)
        {
            throw new CliException(ExitCode.Usage, $"A directory can't hold '{key}': {problem}. Name another --prefix.");
        }

        var directories = disk is null ? null : new MadeDirectories(disk, key);
        var thrown = new ThrowAway(store, _steps, shell.Time);
        var writing = new WriteProbe(store, key, thrown, _steps);
        try
        {
            await writing.RunAsync(cancellationToken);
        }
        finally
        {
            await thrown.RemoveAsync();
            directories?.Remove();
            Left = thrown.Left;
        }

        return writing;
    }

    private ProbeView View(string side, string place, IObjectStore store, S3Location? location)
    {
        var traits = store.Traits;
        return new()
        {
            Side = side,
            Code = _steps.Code,
            Place = place,
            Steps = _steps.All,
            ClockOffsetSeconds = store.ClockOffset?.TotalSeconds,
            Profile = location is null ? null : $"{side}-profile: {location.Profile}",
            Limits = new()
            {
                KeyBytes = traits.MaxKeyBytes,
                ObjectBytes = traits.MaxObjectBytes,
                PutBytes = traits.MaxPutBytes,
                Multipart = store.Multipart is not null,
                MinPartBytes = traits.MinPartBytes,
                MaxPartBytes = traits.MaxPartBytes,
                Parts = traits.MaxParts,
                UserMetadataBytes = traits.KeepsMetadata ? traits.MaxUserMetadataBytes : 0,
                WritesPerSecond = location is null ? null : DestinationLimitsTable.Of(location.Profile, location.Region).WritesPerSecond,
            },
        };
    }

    /// <summary>So that the order is seen instead of refused.</summary>
    private static JobFile AnyOrder(JobFile job) => job with
    {
        Spec = job.Spec with
        {
            Source = job.Spec.Source with { Cloud = AnyOrder(job.Spec.Source.Cloud) },
            Destination = job.Spec.Destination with { Cloud = AnyOrder(job.Spec.Destination.Cloud) },
        },
    };

    private static CloudSpec? AnyOrder(CloudSpec? cloud) => cloud is null ? null : cloud with { ListOrder = ListOrder.Any };

    private static IEnumerable<string> OrderNotes(string side, CloudSpec? cloud, ReadProbe reading) =>
        cloud is { ListOrder: not ListOrder.Any } && reading.KeyOrder is not (null or ListedOrder.Ascending)
            ? [$"keys are not listed in byte order (order: {reading.KeyOrder}): set {side}-list-order: any, and the listing is sorted before it is used"]
            : [];

    private IEnumerable<string> Notes(IObjectStore store, ETagFinding? etag)
    {
        foreach (var note in job.Notes)
        {
            yield return note;
        }

        if (store.ClockOffset is { } offset && offset.Duration() > NotableSkew)
        {
            yield return $"its clock differs from this machine's by {offset.TotalMinutes:F0} minutes; requests are signed with its time";
        }

        if (store.Traits.ETag == ETagMeaning.Md5 && etag == ETagFinding.OtherMd5)
        {
            yield return "the profile takes ETags of 32 digits for MD5s, and one was none (an encrypted object may be the reason): such objects are not found equal by their ETags";
        }
    }
}
