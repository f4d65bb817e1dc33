namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Says which keys were given although source or destination has no use for them.</summary>
internal static class UnusedKeys
{
    public static void Note(ConfigValues values, StoreKind? source, StoreKind? destination)
    {
        foreach (var line in values.Lines.OrderBy(line => line.Number))
        {
            var key = JobKeys.Find(line.Key)!;
            var scope = key.Scope;
            if (source is { } from && (scope & JobKeyScope.AnySource) != 0
                && ((scope & SourceScope(from)) == 0 || (key.Sources.Count > 0 && !key.Sources.Contains(from))))
            {
                values.Note(line.Key, $"is not needed for {Names.Stores.NameOf(from)}");
            }

            if (destination is { } to && (scope & JobKeyScope.AnyDestination) != 0 && (scope & DestinationScope(to)) == 0)
            {
                values.Note(line.Key, $"is not needed for {Names.Stores.NameOf(to)}");
            }
        }
    }

    private static JobKeyScope SourceScope(StoreKind kind) => kind switch
    {
        StoreKind.Disk => JobKeyScope.DiskSource,
        StoreKind.UrlList => JobKeyScope.UrlSource,
        _ => JobKeyScope.CloudSource,
    };

    private static JobKeyScope DestinationScope(StoreKind kind) =>
        kind == StoreKind.Disk ? JobKeyScope.DiskDestination : JobKeyScope.CloudDestination;
}
