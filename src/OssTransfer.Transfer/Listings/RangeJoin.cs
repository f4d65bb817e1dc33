using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>Where the listing of one range and that of the next meet. Pure.</summary>
internal static class RangeJoin
{
    /// <summary>
    /// How many entries the next range shows before the first key that both show, and what either shows before it, as keys may appear and vanish meanwhile;
    /// null: they have no key in common.
    /// </summary>
    /// <param name="beyond">What a range shows after its bound.</param>
    /// <param name="begins">What the next range shows first.</param>
    /// <param name="delivered">The last key that was delivered; entries up to it are left out.</param>
    public static (int Skipped, IReadOnlyList<ObjectEntry> Between)? Find(
        IReadOnlyList<ObjectEntry> beyond, IReadOnlyList<ObjectEntry> begins, ObjectKey? delivered)
    {
        var between = new List<ObjectEntry>();
        var (i, j) = (0, 0);
        while (i < beyond.Count && j < begins.Count)
        {
            var order = beyond[i].Key.CompareTo(begins[j].Key);
            if (order == 0)
            {
                return (j, between);
            }

            var entry = order < 0 ? beyond[i++] : begins[j++];
            if (delivered is not { } last || entry.Key > last)
            {
                between.Add(entry);
            }
        }

        return null;
    }

    /// <summary>How many of the entries, which ascend, have a key up to this one.</summary>
    public static int CountTo(IReadOnlyList<ObjectEntry> entries, ObjectKey until)
    {
        if (entries.Count == 0 || entries[^1].Key <= until)
        {
            return entries.Count;
        }

        var (least, most) = (0, entries.Count - 1);
        while (least < most)
        {
            var middle = (least + most) / 2;
            (least, most) = entries[middle].Key <= until ? (middle + 1, most) : (least, middle);
        }

        return least;
    }
}
