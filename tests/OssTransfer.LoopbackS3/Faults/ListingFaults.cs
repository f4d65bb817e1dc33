using OssTransfer.LoopbackS3.Store;

namespace OssTransfer.LoopbackS3.Faults;

/// <summary>Spoils a page of a listing. Pure.</summary>
internal static class ListingFaults
{
    /// <summary>The page, and the position that it will name: null for none.</summary>
    public static (ObjectListing Page, byte[]? Next) Apply(ActiveFaults faults, ListQuery query, ObjectListing page)
    {
        foreach (var fault in faults.All)
        {
            switch (fault.Kind)
            {
                case FaultKind.ShortListing:
                    return (Half(page) with { IsTruncated = false }, null);
                case FaultKind.NoMarker:
                    return (Half(page) with { IsTruncated = true }, null);
                case FaultKind.StuckMarker:
                    return (page with { IsTruncated = true }, query.After);
                case FaultKind.EmptyPage:
                    return (new([], [], true, query.After), query.After);
                case FaultKind.OutOfOrder when page.Objects.Count > 1:
                    page = page with { Objects = [page.Objects[^1], .. page.Objects.Skip(1).SkipLast(1), page.Objects[0]] };
                    break;
            }
        }

        return (page, page.IsTruncated ? page.Last : null);
    }

    private static ObjectListing Half(ObjectListing page) =>
        page with { Objects = [.. page.Objects.Take(page.Objects.Count / 2)] };
}
