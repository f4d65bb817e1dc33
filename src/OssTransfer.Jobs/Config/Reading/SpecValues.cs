using System.Globalization;
using OssTransfer.Storage.Disk;
using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>
/// The values of a spec as <c>job.cfg</c> spells them, secrets masked: what <see cref="JobConfig"/> reads, the other way round.
/// Silos of the version before read the stored text, too, and refuse keys that they don't know: a new key is written only where it isn't the default,
/// unlike some of the first ones, which every version knows (a test names these).
/// </summary>
internal static class SpecValues
{
    /// <summary>Keys with their values, in the order of <see cref="JobKeys"/>; keys that are not given are left out.</summary>
    public static IReadOnlyList<(JobKey Key, string Value)> Of(JobSpec spec, JobSecrets secrets)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        AddJob(values, spec);
        AddSource(values, spec.Source);
        AddDestination(values, spec.Destination);
        AddFilter(values, spec.Filter);
        AddSecrets(values, spec, secrets);
        return [.. JobKeys.All
            .Select(key => (Key: key, Value: values.GetValueOrDefault(key.Name)))
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => (pair.Key, pair.Value!))];
    }

    private static void AddJob(Dictionary<string, string?> values, JobSpec spec)
    {
        values["job-ID"] = spec.JobId;
        values["job-type"] = spec.Kind == JobKind.Transfer ? null : Names.Kinds.NameOf(spec.Kind);
        values["sync-enable-increment"] = spec.Sync.IsIncremental ? "True" : "False";
        values["sync-increment-interval"] = Whole((long)spec.Sync.Interval.TotalSeconds);
        values["sync-compare"] = spec.Sync.Compare == ComparePolicy.Auto ? null : Names.ComparePolicies.NameOf(spec.Sync.Compare);
        values["sync-overwrite"] = spec.Sync.Overwrite == OverwritePolicy.Safe ? null : Names.OverwritePolicies.NameOf(spec.Sync.Overwrite);
        values["sync-delete"] = spec.Sync.Delete == DeletePolicy.Never ? null : Names.DeletePolicies.NameOf(spec.Sync.Delete);
        values["sync-max-delete"] = spec.Sync.MaxDelete is { } most ? Whole(most) : null;
        values["check-time"] = Names.CheckTimes.NameOf(spec.Check.Time);
        values["check-mode"] = Names.CheckModes.NameOf(spec.Check.Mode);
        values["check-extra"] = spec.Check.Extra == ExtraRule.Report ? null : Names.ExtraRules.NameOf(spec.Check.Extra);
        values["max-bandwidth"] = spec.Limits.Bandwidth is { } bytes ? RateText.WriteBytes(bytes) : null;
        values["max-requests"] = spec.Limits.Requests is { } requests ? RateText.WriteRequests(requests) : null;
        values["max-failures"] = Whole(spec.Limits.MaxFailures);
        values["keep-runs"] = Whole(spec.KeepRuns);
        values["notify"] = spec.Notify.EveryPass ? "every-pass" : null;
        values["notify-language"] = spec.Notify.Language is { } language ? Names.Languages.NameOf(language) : null;
        values["notify-format"] = spec.Notify.Format == NotifyFormat.Json ? null : Names.NotifyFormats.NameOf(spec.Notify.Format);
        values["url-allow"] = spec.Source.Url?.Allow ?? spec.Notify.Allow;
    }

    private static void AddSource(Dictionary<string, string?> values, SourceSpec source)
    {
        values["src-filetype"] = Names.Stores.NameOf(source.Kind);
        values["src-absolutepath"] = source.Disk?.Path;
        values["src-name-encoding"] = source.Disk?.NameEncoding ?? source.Url?.NameEncoding;
        values["src-machines"] = source.Disk?.Machines;
        values["src-links"] = source.Disk is null or { Links: LinkRule.Follow } ? null : Names.LinkRules.NameOf(source.Disk.Links);
        values["src-file-list"] = source.FileList;
        values["src-inventory"] = source.TrustsInventory ? Names.InventoryUses.NameOf(InventoryUse.Trust) : null;
        values["src-list-endpoint"] = source.Cloud?.ListEndpoint is { } list ? EndpointText.Write(list) : null;
        values["url-query"] = source.Url is { } url ? Names.UrlQueries.NameOf(url.DropsQuery ? UrlQuery.Drop : UrlQuery.Keep) : null;
        values["src-prefix"] = source.Prefix;
        AddCloud(values, source.Cloud, "src");
    }

    private static void AddDestination(Dictionary<string, string?> values, DestinationSpec destination)
    {
        values["des-filetype"] = Names.Stores.NameOf(destination.Kind);
        values["des-absolutepath"] = destination.Disk?.Path;
        values["des-machines"] = destination.Disk?.Machines;
        values["des-prefix"] = destination.Prefix;
        AddCloud(values, destination.Cloud, "des");
        if (destination.Cloud is not null)
        {
            values["des-metadata"] = Names.MetadataPolicies.NameOf(destination.Metadata);
            values["des-acl"] = Names.Acls.NameOf(destination.Acl);
            values["des-storage-class"] = destination.StorageClass;
        }
    }

    private static void AddCloud(Dictionary<string, string?> values, CloudSpec? cloud, string side)
    {
        values[$"{side}-accesskey"] = cloud?.AccessKey;
        values[$"{side}-endpoint"] = cloud?.Endpoint is { } endpoint ? EndpointText.Write(endpoint) : null;
        values[$"{side}-bucketName"] = cloud?.Bucket;
        values[$"{side}-profile"] = cloud?.Profile;
        values[$"{side}-region"] = cloud?.Region;
        values[$"{side}-addressing"] = cloud is null or { Addressing: Addressing.Auto } ? null : Names.Addressings.NameOf(cloud.Addressing);
        values[$"{side}-etag"] = cloud is null or { ETags: ETagUse.Auto } ? null : Names.ETagUses.NameOf(cloud.ETags);
        values[$"{side}-list-order"] = cloud is null or { ListOrder: ListOrder.Auto } ? null : Names.ListOrders.NameOf(cloud.ListOrder);
        values[$"{side}-ca-file"] = cloud?.CaFile;
    }

    private static void AddFilter(Dictionary<string, string?> values, FilterSpec filter)
    {
        values["sync-since"] = filter.Since is { } since ? TimeText.Write(since) : FilterReader.NoSince;
        values["src-include"] = filter.Include.ToString();
        values["src-exclude"] = filter.Exclude.ToString();
        values["src-min-size"] = filter.MinBytes is { } min ? SizeText.Write(min) : null;
        values["src-max-size"] = filter.MaxBytes is { } max ? SizeText.Write(max) : null;
        values["src-min-age"] = filter.MinAge is { } age ? AgeText.Write(age) : null;
        values["src-modified-before"] = filter.ModifiedBefore is { } before ? TimeText.Write(before) : null;
    }

    private static void AddSecrets(Dictionary<string, string?> values, JobSpec spec, JobSecrets secrets)
    {
        values["src-secretkey"] = SecretMask.Write(secrets.SourceSecretKey);
        values["src-session-token"] = SecretMask.Write(secrets.SourceSessionToken);
        values["src-proxy"] = spec.Source.Proxy is { } from ? ProxyText.Write(from, secrets.SourceProxyPassword) : null;
        values["des-secretkey"] = SecretMask.Write(secrets.DestinationSecretKey);
        values["des-session-token"] = SecretMask.Write(secrets.DestinationSessionToken);
        values["des-proxy"] = spec.Destination.Cloud?.Proxy is { } to ? ProxyText.Write(to, secrets.DestinationProxyPassword) : null;
        values[NotifyReader.Url] = SecretMask.Write(secrets.NotifyUrl);
        values[NotifyReader.Secret] = SecretMask.Write(secrets.NotifySecret);
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
