using FsCheck;
using FsCheck.Fluent;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Rates;
using OssTransfer.Storage;
using OssTransfer.Transfer.Policies;

namespace OssTransfer.Jobs.Tests.Config;

/// <summary>Specs with their secrets, of every shape that a job.cfg can ask for.</summary>
public static class JobArbitraries
{
    private static readonly Gen<string> Word = Text("abcXYZ019._-", 1, 12);
    private static readonly Gen<string> SecretText = Text("aZ9+/= :#\"'\\密*,[]%@\t", 1, 30);
    private static readonly Gen<string> Segment = Text("ab 图#:='\"*,é", 1, 8);

    public static Arbitrary<SecretJob> Jobs() =>
        Gen.OneOf(Job(Cloud(), Disk()), Job(Disk(), Cloud()), Job(Cloud(), Cloud()), Job(Disk(), Disk())).ToArbitrary();

    private static Gen<string> Text(string letters, int min, int max) =>
        Gen.Choose(min, max).SelectMany(length => Gen.ArrayOf(Gen.Elements(letters.ToCharArray()), length)).Select(chars => new string(chars));

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), some.Select(value => (T?)value));

    private static Gen<T?> MaybeValue<T>(Gen<T> some)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), some.Select(value => (T?)value));

    private static Gen<string> Prefix() =>
        Gen.OneOf(Gen.Constant(""), Gen.NonEmptyListOf(Segment).Select(segments => string.Join('/', segments.Take(4)) + "/"));

    private static Gen<Side> Disk() =>
        from path in Gen.NonEmptyListOf(Segment)
        from machines in Gen.Elements(null, "all", "node-1", "node-1, 10.0.0.2, fd00::1")
        select new Side(new DiskSpec("/" + string.Join('/', path.Take(4))) { Machines = machines }, null, null, null, null);

    private static Gen<Side> Cloud() =>
        from scheme in Gen.Elements("http", "https")
        from host in Gen.Elements("s3.example.com", "10.0.0.1", "[::1]", "minio_1")
        from port in Gen.Elements("", ":9000", ":443", ":80")
        from bucket in Word.Where(word => word is not ("." or ".."))
        from access in Word
        from words in Gen.ArrayOf(Maybe(Word), 2)
        from addressing in Gen.Elements(Enum.GetValues<Addressing>())
        from proxyUser in Maybe(SecretText)
        from hasProxy in Gen.Elements(true, false)
        from secrets in Gen.ArrayOf(SecretText.Where(text => text != "***"), 3)
        from hasPassword in Gen.Elements(true, false)
        from token in Gen.Elements(true, false)
        let cloud = new CloudSpec(new($"{scheme}://{host}{port}"), bucket, access)
        {
            Profile = words[0],
            Region = words[1],
            Addressing = addressing,
            CaFile = token ? "/etc/ca 1.pem" : null,
            Proxy = hasProxy ? new(new("http://proxy:3128"), proxyUser) : null,
        }
        select new Side(
            null,
            cloud,
            new(secrets[0]),
            token
                ? new(
                    secrets[1].Replace(" ", "", StringComparison.Ordinal)
                        .Replace("\t", "", StringComparison.Ordinal)
                        .Replace("密", "", StringComparison.Ordinal) + "t")
                : null,
            hasProxy && proxyUser is not null && hasPassword ? new(secrets[2]) : null);

    private static Gen<FilterSpec> Filter() =>
        from include in Gen.ListOf(Gen.Elements("**", "*.jpg", @"a\,b", "[a-z]?", "x y/**/z"))
        from exclude in Gen.ListOf(Gen.Elements("tmp/**", @"\*", "[!a]"))
        from min in MaybeValue(Gen.Choose(1, int.MaxValue).Select(bytes => (long)bytes))
        from max in MaybeValue(Gen.Choose(1, int.MaxValue).Select(bytes => bytes * 1_000_003L + int.MaxValue))
        from age in MaybeValue(Gen.Choose(0, 100_000_000).Select(seconds => TimeSpan.FromSeconds(seconds)))
        from since in MaybeValue(Time(1_000_000_000))
        from before in MaybeValue(Time(2_000_000_000))
        select new FilterSpec
        {
            Include = new(include), Exclude = new(exclude), MinBytes = min, MaxBytes = max, MinAge = age, Since = since, ModifiedBefore = before,
        };

    private static Gen<DateTimeOffset> Time(int earliest) =>
        from seconds in Gen.Choose(earliest, earliest + 100_000_000)
        from quarters in Gen.Choose(-48, 56)
        select DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(TimeSpan.FromMinutes(quarters * 15));

    private static Gen<RateSpec> Rate() => Gen.OneOf(Gen.Choose(1, 300_000_000).Select(rate => RateSpec.Always(rate)), Timetables().Select(RateSpec.By));

    /// <summary>Timetables of any shape, in zones of which some don't exist here.</summary>
    public static Gen<RateTimetable> Timetables() =>
        from borders in Gen.ListOf(Gen.Choose(0, RateWindow.DayMinutes - 1))
        from rates in Gen.ArrayOf(Gen.Choose(0, 3), 12)
        from gaps in Gen.ArrayOf(Gen.Elements(true, false), 12)
        from zone in Gen.Elements("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Etc/GMT-8")
        let times = borders.Distinct().Order().Take(12).ToArray()
        let windows = times.Select((begin, i) => new RateWindow(begin, End(times[(i + 1) % times.Length]), rates[i] * 1000)).Where((_, i) => !gaps[i]).ToArray()
        where times.Length > 1 && windows.Length > 0
        select new RateTimetable(windows, zone);

    private static int End(int minute) => minute == 0 ? RateWindow.DayMinutes : minute;

    private static Gen<SecretJob> Job(Gen<Side> sources, Gen<Side> destinations) =>
        from source in sources
        from destination in destinations
        from id in Word.Where(word => JobIds.FindProblem(word) is null)
        from sourcePrefix in Prefix()
        from destinationPrefix in Prefix()
        from filter in Filter()
        from flags in Gen.ArrayOf(Gen.Elements(true, false), 4)
        from mode in Gen.Elements(Enum.GetValues<CheckMode>())
        from acl in Gen.Elements(DestinationAcl.Private, DestinationAcl.PublicRead)
        from numbers in Gen.ArrayOf(Gen.Choose(1, 300_000_000), 4)
        from rates in Gen.ArrayOf(Maybe(Rate()), 2)
        let spec = new JobSpec(
            id,
            new(source.Disk is null ? StoreKind.S3 : StoreKind.Disk)
            {
                Disk = source.Disk,
                Cloud = source.Cloud,
                Prefix = source.Disk is null ? sourcePrefix : "",
            },
            new(destination.Disk is null ? StoreKind.S3 : StoreKind.Disk)
            {
                Disk = destination.Disk,
                Cloud = destination.Cloud,
                Prefix = destinationPrefix,
                Acl = destination.Disk is null ? acl : DestinationAcl.Private,
                Metadata = destination.Disk is null && flags[0] ? MetadataPolicy.Drop : MetadataPolicy.Fail,
                StorageClass = destination.Disk is null && flags[1] ? "COLD" : null,
            })
        {
            Filter = filter,
            Sync = new() { IsIncremental = flags[2], Interval = TimeSpan.FromSeconds(numbers[0]) },
            Check = new() { Mode = mode, Time = flags[3] ? CheckTime.Now : CheckTime.Never },
            Limits = new() { Bandwidth = rates[0], Requests = rates[1], MaxFailures = numbers[3] },
            KeepRuns = 1 + (numbers[0] % 100),
        }
        where !Overlaps(spec)
        select new SecretJob(spec, new()
        {
            SourceSecretKey = source.Key, SourceSessionToken = source.Token, SourceProxyPassword = source.ProxyPassword,
            DestinationSecretKey = destination.Key, DestinationSessionToken = destination.Token, DestinationProxyPassword = destination.ProxyPassword,
        });

    private static bool Overlaps(JobSpec spec) => PlaceOverlap.Between(spec.Source, spec.Destination);

    private sealed record Side(DiskSpec? Disk, CloudSpec? Cloud, Secret? Key, Secret? Token, Secret? ProxyPassword);
}
